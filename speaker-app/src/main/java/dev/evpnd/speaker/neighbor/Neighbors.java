package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.telemetry.LogRate;
import dev.evpnd.speaker.transport.Incoming;
import dev.evpnd.speaker.transport.Transport;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.error.NotificationCode;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// All peers of this speaker, and where it listens for them.
///
/// What is said of who is there is confined to one I/O loop; each session, to its own. Whoever
/// calls from another thread is answered when it is done.
public final class Neighbors {
    private final Surroundings around;
    private final EventLoop control;
    private final TreeMap<IpAddress, PeerSession> sessions = new TreeMap<>();
    private final Map<IpAddress, NeighborSettings> configured = new HashMap<>();
    private final ShutdownOrders orders = new ShutdownOrders();
    private final Listeners listeners;
    private final Admission admission;
    private final Set<IpAddress> gracefulPeers = new HashSet<>();
    private Consumer<Set<IpAddress>> gracefulPeersChanged = _ -> {};

    private final PeerSession.Owner owner =
            new PeerSession.Owner() {
                @Override
                public void isRetired(PeerSession session) {
                    control.execute(() -> sessions.remove(session.address(), session));
                }

                @Override
                public void acceptAgain(Incoming incoming) {
                    control.execute(() -> accept(incoming));
                }

                @Override
                public void keepsRoutes(PeerSession session, boolean keeps) {
                    control.execute(() -> setKeepsRoutes(session, keeps));
                }
            };

    public Neighbors(
            Transport transport,
            RoutingThread routing,
            RoutingLimits limits,
            LongSupplier millis,
            LongSupplier seeds) {
        around = new Surroundings(transport, routing, limits, millis, seeds);
        control = transport.controlLoop();
        listeners = new Listeners(transport, this::accept);
        admission = new Admission(millis);
    }

    /// So much may wait from now on.
    public void setLimits(RoutingLimits limits) {
        around.budget().setLimits(limits);
        around.routing().setLimits(limits);
    }

    private <T> CompletableFuture<T> call(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, control);
    }

    // Where it listens.

    /// Listens at another address. Until it is [said][#apply] who may be there, connections wait.
    ///
    /// @return the address, with the port that the system chose where that was left to it
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        var listener = listeners.listen(address);
        control.execute(() -> listeners.add(address, listener));
        return listener.address();
    }

    /// Listens there no more.
    public CompletableFuture<Void> unlisten(InetSocketAddress address) {
        return call(
                () -> {
                    listeners.close(address);
                    return null;
                });
    }

    /// Who will be there before long: those that are to sign what they send have to from the first
    /// connection on.
    public CompletableFuture<Void> expect(List<Neighbor> neighbors, List<ListenRange> ranges) {
        return call(
                () -> {
                    var peers = new HashMap<IpAddress, NeighborSettings>();
                    neighbors.forEach(each -> peers.put(each.address(), each.settings()));
                    listeners.expect(peers, ranges);
                    return null;
                });
    }

    // Who may be there.

    /// What there is to change about who may be there.
    ///
    /// @param removed peers, and ranges if theirs are not among the new
    /// @param neighbors that are new, or are treated by other settings
    /// @param ranges all of them
    public record Change(
            List<IpAddress> removed, List<Neighbor> neighbors, List<ListenRange> ranges) {}

    public CompletableFuture<Void> apply(Change change) {
        return call(
                () -> {
                    admission.setRanges(change.ranges());
                    change.removed().forEach(configured::remove);
                    change.removed().forEach(orders::forget);
                    change.neighbors()
                            .forEach(each -> configured.put(each.address(), each.settings()));
                    change.neighbors().forEach(orders::configured);
                    // A peer that connects at once does so by what holds now.
                    listeners.expect(configured, change.ranges());
                    change.removed().forEach(this::remove);
                    change.neighbors().forEach(this::put);
                    for (var session : List.copyOf(sessions.values())) {
                        if (session.isDynamic()) {
                            reconsider(session);
                        }
                    }
                    listeners.take();
                    return null;
                });
    }

    private void remove(IpAddress address) {
        var session = sessions.remove(address);
        if (session != null) {
            end(session);
        }
    }

    private void end(PeerSession session) {
        session.loop()
                .execute(
                        () -> {
                            session.stop(Cease.of(NotificationCode.PEER_DECONFIGURED));
                            around.routing().forget(session.address());
                        });
    }

    private void put(Neighbor neighbor) {
        var there = sessions.get(neighbor.address());
        if (there != null && there.isDynamic()) {
            remove(neighbor.address());
            there = null;
        }
        var settings = orders.applied(neighbor.address(), neighbor.settings());
        if (there == null) {
            var added = session(neighbor.address(), false, settings);
            added.loop().execute(added::start);
        } else {
            var changed = there;
            changed.loop().execute(() -> changed.configure(settings));
        }
    }

    private PeerSession session(IpAddress address, boolean dynamic, NeighborSettings settings) {
        var rate = dynamic ? admission.rateOf(address) : new LogRate();
        var failures = dynamic ? admission.failures() : rate;
        var log = new SessionLog(address, around.millis(), rate, failures);
        var session = new PeerSession(address, dynamic, settings, around, log, owner);
        sessions.put(address, session);
        return session;
    }

    /// A peer that came by a range is treated as that is now.
    private void reconsider(PeerSession session) {
        var range = admission.rangeOf(session.address());
        if (range == null) {
            remove(session.address());
        } else {
            session.loop().execute(() -> session.configure(range.settings()));
        }
    }

    // Who comes.

    private void accept(Incoming incoming) {
        var session = sessions.get(incoming.peer());
        if (session == null) {
            session = newcomer(incoming);
        }
        if (session != null) {
            var taken = session;
            taken.loop().execute(() -> taken.accept(incoming));
        }
    }

    private @Nullable PeerSession newcomer(Incoming incoming) {
        var range = admission.admit(incoming, sessions.values());
        if (range == null) {
            return null;
        }
        var session = session(incoming.peer(), true, range.settings());
        session.loop().execute(session::start);
        return session;
    }

    // What others ask, or want.

    /// What all peers are like, in the order of their addresses.
    public CompletableFuture<List<PeerStatus>> statuses() {
        return call(() -> List.copyOf(sessions.values()))
                .thenCompose(all -> onEach(all, PeerSession::status));
    }

    /// What one of them is like, nothing if there is no peer of the address.
    public CompletableFuture<Optional<PeerStatus>> status(IpAddress address) {
        return call(() -> sessions.get(address))
                .thenCompose(
                        session ->
                                session == null
                                        ? CompletableFuture.completedFuture(Optional.empty())
                                        : CompletableFuture.supplyAsync(
                                                () -> Optional.of(session.status()),
                                                session.loop()));
    }

    /// By which listen ranges there may be peers of these addresses; those are left out that are in
    /// none.
    public CompletableFuture<Map<IpAddress, IpPrefix>> ranges(List<IpAddress> addresses) {
        return call(
                () -> {
                    var ranges = new HashMap<IpAddress, IpPrefix>();
                    for (var address : addresses) {
                        var range = admission.rangeOf(address);
                        if (range != null) {
                            ranges.put(address, range.range());
                        }
                    }
                    return ranges;
                });
    }

    private static <T> CompletableFuture<List<T>> onEach(
            List<PeerSession> all, Function<PeerSession, T> question) {
        var answers = new ConcurrentHashMap<PeerSession, T>();
        var asked =
                all.stream()
                        .map(
                                session ->
                                        CompletableFuture.runAsync(
                                                () -> answers.put(session, question.apply(session)),
                                                session.loop()))
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(asked)
                .thenApply(
                        _ -> {
                            var ordered = new ArrayList<T>();
                            all.forEach(each -> ordered.add(answers.get(each)));
                            return ordered;
                        });
    }

    /// Is done when all threads of sessions have come to it.
    public CompletableFuture<Void> turn() {
        return around.transport().turn();
    }

    /// How many connections were refused.
    public CompletableFuture<Long> refused() {
        return call(admission::refused);
    }

    /// Ends the session with a peer; it begins anew.
    ///
    /// @return whether there is such a peer
    public CompletableFuture<Boolean> reset(IpAddress address, String text) {
        return tell(address, session -> session.reset(Cease.reset(text)));
    }

    /// Has a peer tell its routes again. Where it does not know how, those that are here are judged
    /// again. Without a session nothing happens.
    ///
    /// @return whether there is such a peer
    public CompletableFuture<Boolean> renewIn(IpAddress address, Set<RouteFamily> families) {
        return tell(address, session -> session.ifEstablished(each -> each.renewIn(families)));
    }

    /// Tells a peer all that there is for it again, if it has a session.
    ///
    /// @return whether there is such a peer
    public CompletableFuture<Boolean> renewOut(IpAddress address, Set<RouteFamily> families) {
        return tell(address, session -> session.ifEstablished(each -> each.renewOut(families)));
    }

    private CompletableFuture<Boolean> tell(IpAddress address, Consumer<PeerSession> order) {
        return call(
                () -> {
                    var session = sessions.get(address);
                    if (session == null) {
                        return false;
                    }
                    session.loop().execute(() -> order.accept(session));
                    return true;
                });
    }

    /// Holds the session of a configured peer down, or does so no more, whatever the configuration
    /// says; for as long as this speaker runs, the peer is configured, and the configuration does
    /// not come to say the same.
    ///
    /// @param shutdown what the peer is told, nothing if the session is wanted
    /// @return whether there is such a peer
    public CompletableFuture<Boolean> order(IpAddress address, Optional<String> shutdown) {
        return call(
                () -> {
                    var settings = configured.get(address);
                    if (settings == null) {
                        return false;
                    }
                    orders.order(address, settings, shutdown);
                    put(new Neighbor(address, settings));
                    return true;
                });
    }

    /// What was [ordered][#order] and holds, by the addresses of the peers.
    public CompletableFuture<Map<IpAddress, Optional<String>>> orders() {
        return call(orders::all);
    }

    /// Asks a peer to tell its routes again.
    ///
    /// @return whether it could be asked
    public CompletableFuture<Boolean> refresh(IpAddress address, AddressFamily family) {
        return call(() -> sessions.get(address))
                .thenCompose(
                        session ->
                                session == null
                                        ? CompletableFuture.completedFuture(false)
                                        : CompletableFuture.supplyAsync(
                                                () -> session.refresh(family), session.loop()));
    }

    /// Has somebody told whenever other peers would keep the routes of this speaker over a restart.
    public void onGracefulPeers(Consumer<Set<IpAddress>> told) {
        control.execute(
                () -> {
                    gracefulPeersChanged = told;
                    told.accept(Set.copyOf(gracefulPeers));
                });
    }

    private void setKeepsRoutes(PeerSession session, boolean keeps) {
        boolean changed =
                keeps
                        ? gracefulPeers.add(session.address())
                        : gracefulPeers.remove(session.address());
        if (changed) {
            gracefulPeersChanged.accept(Set.copyOf(gracefulPeers));
        }
    }

    /// This speaker has restarted: peers are told so, and wait for it, in the next OPENs.
    public void restarting() {
        around.restarting().set(true);
    }

    /// Whether it has restarted and not yet told all that it has.
    public boolean isRestarting() {
        return around.restarting().get();
    }

    /// It has told its peers all that it has.
    public void restarted() {
        around.restarting().set(false);
    }

    /// Ends all sessions, and takes no new ones.
    ///
    /// @param restarting whether peers that keep routes over a restart are to do so
    public CompletableFuture<Void> stop(boolean restarting) {
        return call(() -> {
                    admission.setRanges(List.of());
                    listeners.closeAll();
                    return List.copyOf(sessions.values());
                })
                .thenCompose(
                        all ->
                                onEach(
                                        all,
                                        session -> {
                                            session.shutdown(restarting);
                                            return true;
                                        }))
                .thenApply(_ -> null);
    }
}
