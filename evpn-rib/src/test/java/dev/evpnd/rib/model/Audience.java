package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.model.NaiveDecision.Contender;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The other ends of all sessions, and what may be said to them by now: nobody is told of what did
/// not change since he was told all there was.
final class Audience {
    private static final int LONGEST_DRAIN = 10_000;

    private final Rib rib;
    private final NaiveSpeaker naive;
    private final Agreement agreement;
    private final boolean shortLogs;
    private final Map<Integer, End> ends = new LinkedHashMap<>();

    /// How many events there were, and which of them was the last about a route.
    private int now;

    private final Map<NaiveRoute.Key, Integer> touched = new LinkedHashMap<>();

    /// What is to be judged anew, as far as is known.
    private final Set<NaiveRoute> pending = new LinkedHashSet<>();

    private boolean awaitsAll;

    /// Whether this speaker has yet to announce or withdraw what follows from its instances.
    private boolean owing;

    /// Whether all that happened is decided.
    private boolean settled = true;

    /// @param shortLogs whether members keep falling behind the logs of their groups
    Audience(Rib rib, NaiveSpeaker naive, boolean shortLogs) {
        this.rib = rib;
        this.naive = naive;
        this.agreement = new Agreement(rib, naive);
        this.shortLogs = shortLogs;
    }

    // Who is there.

    void join(int peer, End end) {
        ends.put(peer, end);
    }

    void leave(int peer) {
        ends.remove(peer);
        // It may come back and say the same, which is then told once more.
        ends.values().forEach(other -> other.onlyNews = false);
        settled = false;
    }

    boolean has(int peer) {
        return ends.containsKey(peer);
    }

    List<Integer> peers() {
        return List.copyOf(ends.keySet());
    }

    void each(BiConsumer<Integer, End> action) {
        ends.forEach(action);
    }

    void ifUp(int peer, Consumer<End> action) {
        var end = ends.get(peer);
        if (end != null) {
            action.accept(end);
        }
    }

    void ifConstrained(int peer, Consumer<End> action) {
        ifUp(
                peer,
                end -> {
                    if (end.session.constrained()) {
                        action.accept(end);
                    }
                });
    }

    /// Whether it may say that it begins to tell again all that it has, or ends.
    void ifRefreshing(int peer, AddressFamily family, Consumer<End> action) {
        ifUp(
                peer,
                end -> {
                    if (end.session.enhancedRefresh() && end.session.families().contains(family)) {
                        action.accept(end);
                    }
                });
    }

    End end(int peer) {
        return Objects.requireNonNull(ends.get(peer));
    }

    // What happens.

    void eventHappens() {
        now++;
    }

    /// Something is said of a route, and has yet to be settled.
    void touch(NaiveRoute route) {
        touched.put(route.key(), now);
        settled = false;
    }

    /// What the RIB makes of these comes with [#work].
    void await(List<Contender> judgedAnew) {
        awaitRoutes(judgedAnew.stream().map(each -> each.path().route()).toList());
    }

    void awaitRoutes(Collection<NaiveRoute> judgedAnew) {
        pending.addAll(judgedAnew);
        // What is to go of what a peer wants counts no more, though it has yet to be removed.
        ends.values().stream().filter(each -> each.session.constrained()).forEach(End::disturb);
    }

    /// The RIB looks at all that there is with [#work], be it said before or after this.
    void awaitAll() {
        awaitsAll = true;
    }

    /// This speaker is another from now on: whatever anybody holds may come to be something else.
    void becomesAnother() {
        awaitAll();
        settled = false;
        ends.values().forEach(End::disturb);
    }

    /// What begins here is announced or withdrawn with the next settlings.
    void owe(List<NaiveRoute> routes) {
        if (!routes.isEmpty()) {
            awaitRoutes(routes);
            routes.forEach(this::touch);
            ends.values().forEach(End::disturb);
            owing = true;
        }
    }

    void workAll() {
        while (work(7)) {
            // It goes on where it was.
        }
    }

    /// @return whether there is more
    boolean work(int rows) {
        if (awaitsAll) {
            awaitRoutes(naive.announced());
        }
        pending.forEach(this::touch);
        if (!pending.isEmpty()) {
            // A route may become what it was, and a membership may count that did not.
            ends.values().forEach(other -> other.onlyNews = false);
            ends.values().stream().filter(each -> each.session.constrained()).forEach(End::disturb);
        }
        boolean more = rib.work(rows);
        if (!more) {
            pending.clear();
            awaitsAll = false;
        }
        return more;
    }

    void settle(int most) {
        settled = rib.settle(most);
        owing &= !settled;
        ends.values().forEach(end -> end.settlings++);
    }

    // What is told.

    /// @return whether there is more
    boolean receive(int peer, End end, int maxOctets) {
        var out = new OctetWriter();
        boolean more = rib.send(end.number, out, maxOctets);
        // What is wanted is looked at when all is settled, and perhaps not yet.
        boolean sure =
                pending.isEmpty()
                        && !awaitsAll
                        && !owing
                        && (settled || !end.session.constrained());
        for (var family : end.receiver.receive(out, end.expectation(), key -> isDue(end, key))) {
            if (sure) {
                agreement.checkHeld(peer, family, end.receiver.held(family));
            }
        }
        if (!more) {
            end.upToDate(now, settled, sure && !shortLogs);
        }
        return more;
    }

    /// Whether something may be said of a route: it is of no account to a peer that others changed.
    private boolean isDue(End end, NaiveRoute.Key key) {
        return !end.undisturbed || touched.getOrDefault(key, 0) > end.upToDateAt;
    }

    /// All is decided, all are told what there is for them, and hold what they have to.
    void becomeQuiet() {
        workAll();
        while (!settled) {
            settle(Integer.MAX_VALUE);
            workAll();
        }
        ends.forEach(this::drain);
        ends.forEach(agreement::checkAll);
        agreement.checkChoices();
    }

    private void drain(int peer, End end) {
        for (int i = 0; receive(peer, end, 1 + i % 400); i++) {
            assertThat(i).as("peer %d has been told all by now", peer).isLessThan(LONGEST_DRAIN);
        }
    }
}
