package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.journal.OwnEntry;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Makes the kernel hold what is wanted, entry by entry: compares, asks, and looks whether it came
/// about.
///
/// Nothing here remembers what the kernel was asked for: whatever happened to an entry, it is
/// compared anew. So there is one way to install, to repair and to take over what is there already.
final class Installer {
    private static final int MOST_DRIFTS_KEPT = 256;

    private final Domains domains;
    private final ForwardingTable forwarding;
    private final NeighborTable neighbors;
    private final RouteTable routes;
    private final Earlier earlier;
    private final Consumer<OwnEntry> released;
    private final BiConsumer<BridgeDomain, Intent> untouched;

    /// By their keys, and in the order of these: what is asked with each entry that the kernel
    /// tells of, and what is asked by somebody who looks.
    private final Map<IntentKey, Row> rows = new HashMap<>();

    private final NavigableMap<IntentKey, Row> inOrder = new TreeMap<>();

    /// Those of prefixes that are reached by hosts of bridge domains here.
    private final Set<IntentKey> byHosts = new HashSet<>();

    /// What is to be compared.
    private final ArrayDeque<Row> suspects = new ArrayDeque<>();

    /// What the kernel said something about since it was last quiet. What is behind that may be to
    /// come: entries of a device go before it does.
    private final List<Row> touched = new ArrayList<>();

    /// What the kernel was asked for, and has not told the effect of yet.
    private final List<Row> unconfirmed = new ArrayList<>();

    private final TreeSet<Retry> retries =
            new TreeSet<>(Comparator.comparingLong(Retry::atMillis).thenComparing(Retry::key));
    private final Map<InstallState, Integer> counts = new EnumMap<>(InstallState.class);
    private final ArrayDeque<Drift> drifts = new ArrayDeque<>();
    private long drifted;

    /// @param released is told of forwarding entries that are wanted no more, and gone
    /// @param untouched is told of what is wanted no more and was never there, so that the kernel
    ///   still has what it had in its place
    Installer(
            Domains domains,
            ForwardingTable forwarding,
            NeighborTable neighbors,
            RouteTable routes,
            Earlier earlier,
            Consumer<OwnEntry> released,
            BiConsumer<BridgeDomain, Intent> untouched) {
        this.domains = domains;
        this.forwarding = forwarding;
        this.neighbors = neighbors;
        this.routes = routes;
        this.earlier = earlier;
        this.released = released;
        this.untouched = untouched;
    }

    private record Retry(long atMillis, IntentKey key) {}

    // What happens.

    void hold(Intent intent, long nowMillis) {
        var key = intent.key();
        var row = rows.get(key);
        if (row == null) {
            row = new Row(key, intent, nowMillis);
            rows.put(key, row);
            inOrder.put(key, row);
        }
        row.want(intent, nowMillis);
        if (intent instanceof Intent.RemotePrefix prefix && !prefix.hosts().isEmpty()) {
            byHosts.add(key);
        } else {
            byHosts.remove(key);
        }
        row.count(counts);
        suspect(row);
    }

    private void suspect(Row row) {
        if (row.becomeSuspect()) {
            suspects.add(row);
        }
    }

    private void forget(Row row) {
        rows.remove(row.key());
        byHosts.remove(row.key());
        inOrder.remove(row.key());
        row.forget();
    }

    void drop(IntentKey key) {
        var row = rows.get(key);
        if (row != null) {
            row.unwant();
            row.count(counts);
            suspect(row);
        }
    }

    /// Nothing is wanted any more.
    void dropAll() {
        List.copyOf(inOrder.keySet()).forEach(this::drop);
    }

    /// Has an entry compared, if it is wanted or was and may still be there.
    ///
    /// @return whether it is
    boolean suspect(IntentKey key) {
        var row = rows.get(key);
        if (row == null) {
            return false;
        }
        suspect(row);
        return true;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /// Something is known of an entry that was not before.
    ///
    /// @param unsaid whether it was found by looking, and not said by the kernel
    void touched(IntentKey key, boolean unsaid) {
        var row = rows.get(key);
        if (row != null && row.becomeTouched(unsaid)) {
            touched.add(row);
        }
    }

    /// An entry was gone without a word, and is there again.
    void repaired(IntentKey key, long nowMillis) {
        var row = rows.get(key);
        if (row != null && row.wanted() != null) {
            drifted(row.intent(), Verdict.NOTHING, true, nowMillis);
        }
    }

    private void drifted(Intent intent, String found, boolean isUnsaid, long nowMillis) {
        drifted++;
        drifts.addLast(new Drift(intent, found, isUnsaid, nowMillis, Optional.empty()));
        if (drifts.size() > MOST_DRIFTS_KEPT) {
            drifts.removeFirst();
        }
    }

    /// Whether an entry is wanted, held, and made here.
    boolean isHeld(IntentKey key) {
        var row = rows.get(key);
        return row != null && row.isOurs() && row.isHeld();
    }

    /// Whether an entry is wanted no more and may still be there.
    boolean isLeaving(IntentKey key) {
        var row = rows.get(key);
        return row != null && row.wanted() == null;
    }

    /// The devices of a bridge domain are other ones, or there are none any more.
    void moved(Vni vni, long nowMillis) {
        for (var row : of(vni)) {
            row.begin(nowMillis);
            row.count(counts);
            suspect(row);
        }
        // They may lead out by its interface.
        byHosts.forEach(this::suspect);
    }

    /// Gives up the forwarding entries that were made where a bridge domain was up to now.
    ///
    /// @return these, as far as the kernel may have them
    List<OwnEntry> disown(BridgeDomain former) {
        var made = new ArrayList<OwnEntry>();
        for (var row : of(former.vni())) {
            var entry = row.isOurs() ? Earlier.entry(former, row.intent()) : null;
            if (entry != null) {
                row.disown();
                if (!entry.isFlooded()) {
                    // The kernel may not have been asked yet for what is wanted by now.
                    made.addAll(earlier.there(former, entry));
                }
                made.add(entry);
            }
        }
        return made;
    }

    private List<Row> of(Vni vni) {
        return inOrder.tailMap(IntentKey.before(vni), false).values().stream()
                .takeWhile(row -> row.key().vni().equals(vni))
                .toList();
    }

    /// The kernel has told of all that happened up to now.
    void quiet() {
        for (var row : unconfirmed) {
            row.confirm();
            suspect(row);
        }
        unconfirmed.clear();
        for (var row : touched) {
            row.look();
            suspect(row);
        }
        touched.clear();
    }

    void tick(long nowMillis) {
        while (!retries.isEmpty() && retries.first().atMillis() <= nowMillis) {
            var row = rows.get(retries.removeFirst().key());
            if (row != null) {
                suspect(row);
            }
        }
    }

    /// When [#tick] has something to do, [Long#MAX_VALUE] if never.
    long nextDeadlineMillis() {
        return retries.isEmpty() ? Long.MAX_VALUE : retries.first().atMillis();
    }

    // What follows.

    /// The next request that is to be made, or null if there is none for now.
    @Nullable Planned next(long nowMillis) {
        while (!suspects.isEmpty()) {
            var row = suspects.removeFirst();
            row.suspectNoMore();
            // What is on its way is looked at when it has come.
            if (!row.isForgotten() && !row.isUnconfirmed()) {
                var request = compare(row, nowMillis);
                row.count(counts);
                if (request != null) {
                    return new Planned(row, request);
                }
            }
        }
        return null;
    }

    /// @param row that it is for
    record Planned(Row row, KernelRequest request) {}

    private @Nullable KernelRequest compare(Row row, long nowMillis) {
        boolean isWanted = row.wanted() != null;
        var vni = row.key().vni();
        var domain = isWanted ? domains.find(vni) : domains.findLast(vni);
        if (domain == null) {
            if (isWanted) {
                row.leave(InstallState.NO_DEVICE, "", nowMillis);
            } else {
                forget(row);
            }
            return null;
        }
        if (!row.isOurs() && earlier.adopt(domain, row.intent())) {
            row.adopt();
        }
        return switch (verdict(domain, row)) {
            case Verdict.Held _ -> {
                row.held(nowMillis);
                yield null;
            }
            case Verdict.Clear _ -> {
                forget(row);
                var gone = Earlier.entry(domain, row.intent());
                if (gone != null) {
                    released.accept(gone);
                }
                if (row.insists()) {
                    untouched.accept(domain, row.intent());
                }
                yield null;
            }
            case Verdict.Leave(var state, String text) -> {
                row.leave(state, text, nowMillis);
                yield null;
            }
            case Verdict.Ask ask -> mayAsk(row, ask, nowMillis) ? ask.request() : null;
        };
    }

    private boolean mayAsk(Row row, Verdict.Ask ask, long nowMillis) {
        if (row.drift(nowMillis)) {
            drifted(row.intent(), ask.found(), row.isUnsaid(), nowMillis);
        }
        boolean removes =
                ask.request() instanceof KernelRequest.RemoveForwarding
                        || ask.request() instanceof KernelRequest.RemoveNeighbor;
        long at = row.mayAskAt(removes);
        if (at > nowMillis) {
            row.await(nowMillis);
            retries.add(new Retry(at, row.key()));
            return false;
        }
        row.asked(removes, nowMillis);
        unconfirmed.add(row);
        return true;
    }

    /// The kernel answered to a request.
    ///
    /// @return whether it did not do it, and that is news
    boolean answered(Planned planned, KernelAnswer answer, long nowMillis) {
        var row = planned.row();
        boolean isNews = row.answered(answer, nowMillis);
        row.count(counts);
        return isNews;
    }

    private Verdict verdict(BridgeDomain domain, Row row) {
        return switch (row.intent()) {
            case Intent.RemoteMac mac -> {
                var compared = new MacComparison(domain, forwarding, mac.mac(), row.isOurs());
                yield row.wanted() == null
                        ? compared.unwanted()
                        : compared.wanted(
                                mac.vtep(),
                                mac.remoteVni(),
                                mac.sticky() || mac.gateway(),
                                row.insists());
            }
            case Intent.RemoteRouter router -> {
                var compared =
                        new MacComparison(domain, forwarding, router.routerMac(), row.isOurs());
                yield row.wanted() == null
                        ? compared.unwanted()
                        : compared.wanted(router.vtep(), router.remoteVni(), false, row.insists());
            }
            case Intent.FloodEntry flood -> {
                var compared = new FloodComparison(domain, forwarding, flood.vtep());
                int other = flood.remoteVni().equals(flood.vni()) ? 0 : flood.remoteVni().number();
                yield row.wanted() != null
                        ? compared.wanted(other)
                        : row.isOurs() ? compared.unwanted() : Verdict.CLEAR;
            }
            case Intent.RemoteNeighbor neighbor -> {
                var compared = NeighborComparison.ofHost(domain, neighbors, neighbor.address());
                yield row.wanted() == null
                        ? compared.unwanted()
                        : compared.wanted(neighbor.mac(), neighbor.router());
            }
            case Intent.NextHopNeighbor hop -> {
                var compared = NeighborComparison.of(domain, neighbors, hop);
                yield row.wanted() == null
                        ? compared.unwanted()
                        : compared.held(hop.routerMac(), false);
            }
            case Intent.RemotePrefix prefix -> {
                var compared = new RouteComparison(domain, domains, routes, prefix.prefix());
                yield row.wanted() == null ? compared.unwanted() : compared.wanted(prefix);
            }
        };
    }

    // What somebody asks.

    Optional<Installation> find(IntentKey key) {
        return Optional.ofNullable(rows.get(key)).flatMap(Row::view);
    }

    /// What is wanted, in the order of the keys.
    List<Installation> after(@Nullable IntentKey after, int limit) {
        var rest = after == null ? inOrder : inOrder.tailMap(after, false);
        var some = new ArrayList<Installation>();
        // No stream: that would count what is left first.
        for (var row : rest.values()) {
            if (some.size() == limit) {
                break;
            }
            row.view().ifPresent(some::add);
        }
        return some;
    }

    /// Where an intent is carried out, or null if nowhere.
    @Nullable BridgeDomain domain(Intent intent) {
        return domains.find(intent.vni());
    }

    /// How many stand in which way.
    Map<InstallState, Integer> counts() {
        var some = new EnumMap<InstallState, Integer>(InstallState.class);
        counts.forEach(
                (state, count) -> {
                    if (count > 0) {
                        some.put(state, count);
                    }
                });
        return some;
    }

    /// The latest entries that were not as they should have been.
    List<Drift> drifts() {
        return drifts.stream()
                .map(each -> each.by(find(each.intent().key()).map(Installation::state)))
                .toList();
    }

    /// How many there were.
    long drifted() {
        return drifted;
    }
}
