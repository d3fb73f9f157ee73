package dev.evpnd.speaker.routing;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The one thread that owns the [Rib].
///
/// It takes what there is, decides what follows, and writes for every peer that has room, in turns
/// of a few milliseconds at most. What others ask of it they put into its [Inbox], where each peer
/// has its turn; what comes from peers is bounded by whoever reads it ([RoutingLimits]).
public final class RoutingThread implements AutoCloseable {
    /// Of what peers sent, before what follows from it is decided.
    private static final int OCTETS_OF_A_TURN = 1 << 18;

    private static final int ROWS_OF_A_TURN = 2048;
    private static final int DESTINATIONS_OF_A_TURN = 4096;

    private final Rib rib;
    private final LongSupplier millis;
    private final LinkReader reader;
    private final LinkWriter writer;
    private final Consumer<RouteReport> reports;
    private final Consumer<Throwable> failed;
    private final Thread thread;
    private final Inbox inbox = new Inbox();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean stopping;

    private final List<Link> links = new ArrayList<>();
    private final ArrayDeque<Runnable> questions = new ArrayDeque<>();
    private final List<Awaited> awaited = new ArrayList<>();
    private final TurnTimes times = new TurnTimes();
    private @Nullable InstanceChanges instanceChanges;
    private boolean unsettled = true;

    /// @param millis a clock that never goes back
    /// @param reports of what is about no peer
    /// @param failed is told why, if the RIB cannot go on
    public RoutingThread(
            Rib rib,
            LongSupplier millis,
            RoutingLimits limits,
            Consumer<RouteReport> reports,
            Consumer<Throwable> failed) {
        this.rib = rib;
        this.millis = millis;
        reader = new LinkReader(rib);
        writer = new LinkWriter(rib, limits);
        this.reports = reports;
        this.failed = failed;
        thread = Thread.ofPlatform().name("evpnd-rib").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    // What others tell it, on any thread.

    /// A session that is about to be established. It comes [#up] and goes [#down], once each.
    public Link link(Peer peer, Link.Session session) {
        return new Link(peer, session, inbox.join(peer.address()));
    }

    /// A session is established.
    public void up(Link link, PeerSettings settings) {
        put(
                link,
                () -> {
                    link.number = rib.peerUp(link.peer, settings);
                    link.isUp = true;
                    links.add(link);
                    return 0;
                });
    }

    /// Whole messages of an established session, one behind the other, came from its peer.
    public void received(Link link, byte[] octets, int length) {
        put(
                link,
                () -> {
                    try {
                        reader.apply(link, octets, length);
                    } finally {
                        link.session.applied(length);
                    }
                    return length;
                });
    }

    /// A session has ended.
    public void down(Link link, SessionEnd how) {
        put(
                link,
                () -> {
                    inbox.leave(link.peer.address());
                    if (link.isUp) {
                        link.isUp = false;
                        links.remove(link);
                        rib.peerDown(link.number, how);
                    }
                    return 0;
                });
    }

    /// The peer of an address is no longer configured, once its session has ended.
    public void forget(IpAddress peer) {
        inbox.putBehind(
                peer,
                () -> {
                    rib.forget(peer);
                    return 0;
                });
        wake();
    }

    /// A peer is treated by other settings from now on.
    public void configure(Link link, PeerSettings settings) {
        whileUp(link, () -> rib.configure(link.number, settings));
    }

    /// A peer is told of a family again.
    public void tellAgain(Link link, RouteFamily family) {
        whileUp(link, () -> rib.tellAgain(link.number, family));
    }

    /// What a peer announced is judged again.
    public void review(Link link) {
        whileUp(link, () -> rib.review(link.number));
    }

    private void whileUp(Link link, Runnable change) {
        put(
                link,
                () -> {
                    if (link.isUp) {
                        change.run();
                    }
                    return 0;
                });
    }

    /// So much may wait from now on.
    public void setLimits(RoutingLimits limits) {
        change(_ -> writer.setLimits(limits));
    }

    /// Something else is to happen to the RIB; it takes no longer than an event may.
    public void change(Consumer<Rib> change) {
        put(
                () -> {
                    change.accept(rib);
                    return 0;
                });
    }

    /// What the instances want of a kernel is carried out by somebody from now on.
    public void carryOut(InstanceChanges changes) {
        change(_ -> instanceChanges = changes);
    }

    /// The answer to a question that takes no longer than an event may. What is wrong with a
    /// question is the concern of whoever asks it.
    public <T> CompletableFuture<T> ask(Function<Rib, T> question) {
        var answer = new CompletableFuture<T>();
        change(asked -> answer(question, answer));
        return answer;
    }

    /// The same for one of many questions that belong together, such as slices of a listing: they
    /// wait for each other, and no turn has more than one of them.
    public <T> CompletableFuture<T> askInTurn(Function<Rib, T> question) {
        var answer = new CompletableFuture<T>();
        change(_ -> questions.add(() -> answer(question, answer)));
        return answer;
    }

    /// The answer to a question that is asked after each settling until it has one, or nobody waits
    /// for it any more.
    public CompletableFuture<Boolean> when(Predicate<Rib> question) {
        var answer = new CompletableFuture<Boolean>();
        change(_ -> awaited.add(new Awaited(question, answer)));
        return answer;
    }

    private record Awaited(Predicate<Rib> question, CompletableFuture<Boolean> answer) {
        /// @return whether nobody waits for it any more
        boolean ask(Rib rib) {
            return answer.isDone() || question.test(rib) && answer.complete(true);
        }
    }

    private <T> void answer(Function<Rib, T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.apply(rib));
        } catch (RuntimeException defect) {
            answer.completeExceptionally(defect);
        }
    }

    /// What its turns were spent on so far.
    public CompletableFuture<TurnTimes.Snapshot> times() {
        return ask(_ -> times.snapshot());
    }

    /// Messages that were sent on a link are with the system.
    ///
    /// @param cost that they had ([dev.evpnd.speaker.transport.Outgoing#cost])
    public void sent(Link link, int cost) {
        if (writer.sent(link, cost)) {
            put(
                    () -> {
                        link.hasMore = true;
                        return 0;
                    });
        }
    }

    private void put(Inbox.Event event) {
        inbox.put(event);
        wake();
    }

    /// An event of a session. A defect of this program that shows in it costs the session, and not
    /// those of all others.
    private void put(Link link, Inbox.Event event) {
        inbox.put(
                link.line,
                () -> {
                    try {
                        return event.apply();
                    } catch (RuntimeException defect) {
                        link.isBroken = true;
                        link.session.report(new RouteReport.Defect(defect));
                        return 0;
                    }
                });
        wake();
    }

    private void wake() {
        if (!awake.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /// Lets the thread come to its end, whatever it has been told before.
    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // What it does.

    private void run() {
        try {
            while (!stopping) {
                awake.set(true);
                if (!turn()) {
                    sleep();
                }
            }
        } catch (RuntimeException | Error fault) {
            // It is nobody's event, so there is no session whose end would mend it.
            failed.accept(fault);
        } finally {
            rib.abandon();
        }
    }

    private void sleep() {
        awake.set(false);
        if (inbox.isEmpty() && !stopping) {
            long deadline = rib.nextDeadlineMillis();
            if (deadline == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                long left = Math.max(1, deadline - millis.getAsLong());
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
            }
        }
    }

    /// @return whether there is more to be done at once
    private boolean turn() {
        long begun = System.nanoTime();
        long now = millis.getAsLong();
        boolean changed = rib.nextDeadlineMillis() <= now;
        // First, for what happens next happens at this time.
        rib.tick(now);
        changed |= inbox.serve(OCTETS_OF_A_TURN);
        boolean more = rib.work(ROWS_OF_A_TURN);
        long taken = System.nanoTime();
        boolean settled = rib.settle(DESTINATIONS_OF_A_TURN);
        if (changed || more || unsettled) {
            links.forEach(link -> link.hasMore = true);
        }
        unsettled = !settled;
        if (!awaited.isEmpty()) {
            awaited.removeIf(each -> each.ask(rib));
        }
        tellNotices();
        handOver();
        long decided = System.nanoTime();
        more |= writer.writeAll(links);
        times.add(begun, taken, decided, System.nanoTime());
        more |= askQuestions();
        return more || unsettled || !inbox.isEmpty();
    }

    /// What changes while nobody takes it waits in the instances, of each entry its last state.
    private void handOver() {
        if (instanceChanges != null && instanceChanges.isReady()) {
            var drained = rib.drainInstanceChanges();
            if (!drained.isEmpty()) {
                instanceChanges.take(drained);
            }
        }
    }

    private boolean askQuestions() {
        var question = questions.poll();
        if (question != null) {
            question.run();
        }
        return !questions.isEmpty();
    }

    private void tellNotices() {
        for (var notice : rib.takeNotices()) {
            switch (notice) {
                case Notice.LimitNear(int peer, var family, var limit) ->
                        report(peer, new RouteReport.LimitNear(family, limit));
                case Notice.LimitExceeded(int peer, var family, var limit) ->
                        report(peer, new RouteReport.LimitExceeded(family, limit));
                case Notice.RefreshWanted(int peer, var family) ->
                        report(peer, new RouteReport.RefreshWanted(family));
                case Notice.MembershipsUnread(int peer, int most) ->
                        report(peer, new RouteReport.MembershipsUnread(most));
                case Notice.Defect(int peer, var thrown) -> breakUp(peer, thrown);
                case Notice.DeferralEnded _ -> reports.accept(new RouteReport.DeferralEnded());
            }
        }
    }

    private void breakUp(int peer, RuntimeException defect) {
        for (var link : links) {
            link.isBroken |= link.number == peer;
        }
        report(peer, new RouteReport.Defect(defect));
    }

    private void report(int peer, RouteReport report) {
        for (var link : links) {
            if (link.number == peer) {
                link.session.report(report);
            }
        }
    }
}
