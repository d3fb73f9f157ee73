package dev.evpnd.rib.model;

import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.model.NaiveDecision.Contender;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A speaker as the RFCs describe it: it looks at everything again whenever it is asked.
final class NaiveSpeaker {
    static final Asn AS = new Asn(65000);
    static final BgpIdentifier HERE = BgpIdentifier.parse("10.0.0.254");

    /// The number of the speaker itself among its peers.
    static final int LOCAL = -1;

    private NaiveTraits traits;
    private final Map<Octets, Integer> metrics = new LinkedHashMap<>();
    private final Map<Integer, NaiveNeighbor> neighbors = new TreeMap<>();
    private int arrivals;
    private long now;

    /// The paths to each destination, best first, as long as nothing changes.
    private final Map<NaiveRoute.Key, List<NaivePath>> ranked = new LinkedHashMap<>();

    NaiveSpeaker(NaiveTraits traits) {
        this.traits = traits;
        var families = Set.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT);
        var local =
                new Peer(
                        new Ipv4Address(HERE.bits()),
                        AS,
                        HERE,
                        PeerKind.LOCAL,
                        Negotiated.DEFAULT.withFamilies(families).withExtendedMessages(true));
        neighbors.put(LOCAL, new NaiveNeighbor(local, PeerSettings.DEFAULT, this::traits));
    }

    private NaiveTraits traits() {
        return traits;
    }

    /// It is another from now on.
    ///
    /// @return of which neighbors, with what families, something would be kept now that was refused
    Map<Integer, List<AddressFamily>> become(NaiveTraits changed) {
        ranked.clear();
        traits = changed;
        var wanted = new TreeMap<Integer, List<AddressFamily>>();
        neighbors.forEach((number, neighbor) -> wanted.put(number, neighbor.judgeAnew()));
        return wanted;
    }

    /// @return whether it goes on where its last session ended, if there was one
    boolean up(int number, Peer peer, PeerSettings settings) {
        ranked.clear();
        var before = neighbors.get(number);
        if (before != null && before.isWho(peer)) {
            before.resume(peer, settings);
            return true;
        }
        neighbors.put(number, new NaiveNeighbor(peer, settings, this::traits));
        return before == null;
    }

    void down(int number, SessionEnd how) {
        ranked.clear();
        neighbor(number).end(how, now);
        tick(now);
    }

    /// Nothing is kept of whoever had that number.
    void forget(int number) {
        ranked.clear();
        neighbors.remove(number);
    }

    void tick(long millis) {
        ranked.clear();
        now = millis;
        neighbors.values().forEach(neighbor -> neighbor.tick(now));
    }

    void nextHopFound(Octets nextHop, int metric) {
        ranked.clear();
        metrics.put(nextHop, metric);
    }

    void nextHopLost(Octets nextHop) {
        ranked.clear();
        metrics.remove(nextHop);
    }

    /// @param as the number by which the RIB knows the peer
    /// @return what has to be told of it
    List<Notice> configure(int number, PeerSettings settings, int as) {
        ranked.clear();
        return neighbor(number).configure(settings, as);
    }

    /// A peer has said something: what has to be told of its limits.
    List<Notice> lookAtLimits(int number, int as) {
        return neighbor(number).lookAtLimits(as);
    }

    /// A peer was asked to tell all again.
    void tellsAllAgain(int number, AddressFamily family) {
        neighbor(number).tellsAllAgain(family);
    }

    void endOfRib(int number, AddressFamily family) {
        ranked.clear();
        neighbor(number).endOfRib(family);
    }

    void beginRefresh(int number, AddressFamily family) {
        ranked.clear();
        neighbor(number).beginRefresh(family, now);
    }

    void endRefresh(int number, AddressFamily family) {
        ranked.clear();
        neighbor(number).endRefresh(family);
    }

    boolean knowsWantsOf(int number) {
        return neighbor(number).hasSaidWhatItWants();
    }

    private NaiveNeighbor neighbor(int number) {
        var neighbor = neighbors.get(number);
        if (neighbor == null) {
            throw new IllegalArgumentException("no session with " + number);
        }
        return neighbor;
    }

    void announce(int number, int pathId, NaivePath path) {
        ranked.clear();
        neighbor(number).announce(pathId, path, ++arrivals);
    }

    void originate(NaiveRoute route, Octets nextHop, PathAttributes attributes) {
        announce(LOCAL, 0, new NaivePath(neighbor(LOCAL).peer(), route, nextHop, attributes));
    }

    void withdraw(int number, int pathId, NaiveRoute route) {
        ranked.clear();
        neighbor(number).withdraw(pathId, route);
    }

    /// All that a neighbor announced and that is kept, as it said it; nothing of one that is not
    /// known.
    List<Contender> announcedBy(int number) {
        var neighbor = neighbors.get(number);
        return neighbor == null ? List.of() : neighbor.announced();
    }

    /// What of it is not long-lived stale, so that to hear it again is no news.
    List<Contender> heardFrom(int number) {
        return neighbor(number).heard();
    }

    /// All that anybody announced and that is kept.
    List<NaiveRoute> announced() {
        return neighbors.values().stream()
                .flatMap(neighbor -> neighbor.announced().stream())
                .map(each -> each.path().route())
                .toList();
    }

    /// What a peer has to hold of us of a family when all is quiet: of each route as many different
    /// paths as it takes.
    Map<NaiveRoute.Key, List<Received>> advertisedTo(int number, AddressFamily family) {
        var to = neighbor(number);
        boolean constrained =
                family.equals(AddressFamily.L2VPN_EVPN) && to.has(AddressFamily.RT_CONSTRAINT);
        if (constrained && !knowsWantsOf(number)) {
            return Map.of();
        }
        var export = new NaiveExport(traits, to.peer(), to.settings().exports());
        Map<NaiveRoute.Key, List<Received>> advertised = new LinkedHashMap<>();
        var stated = to.settings().exports().memberships();
        if (family.equals(AddressFamily.RT_CONSTRAINT) && stated != null) {
            stated.stream()
                    .map(export::stated)
                    .forEach(each -> advertised.put(each.route().key(), List.of(each)));
            return advertised;
        }
        rankedPaths()
                .forEach(
                        (key, paths) -> {
                            if (!key.family().equals(family)) {
                                return;
                            }
                            var told =
                                    paths.stream()
                                            .limit(pathsTold(to, family))
                                            .flatMap(path -> export.told(path).stream())
                                            .filter(each -> !constrained || isWanted(to, each))
                                            .toList();
                            if (!told.isEmpty()) {
                                advertised.put(key, told);
                            }
                        });
        return advertised;
    }

    private static int pathsTold(NaiveNeighbor to, AddressFamily family) {
        return to.peer().negotiated().addPathSend().contains(family)
                ? to.settings().exports().paths()
                : 1;
    }

    private static boolean isWanted(NaiveNeighbor neighbor, Received route) {
        return neighbor.counted().stream()
                .map(each -> each.path().route())
                .filter(NaiveRoute.Target.class::isInstance)
                .map(each -> ((NaiveRoute.Target) each).membership())
                .anyMatch(membership -> isWanted(membership, route));
    }

    /// The first 32 bits of a membership are its origin, which nobody asks for here.
    private static boolean isWanted(RouteTargetMembership membership, Received route) {
        if (membership.length() == 0) {
            return true;
        }
        var prefix = bits(membership.routeTarget()).substring(0, membership.length() - 32);
        return NaiveExport.routeTargets(route.attributes()).stream()
                .anyMatch(target -> bits(target).startsWith(prefix));
    }

    private static String bits(long value) {
        return "%64s".formatted(Long.toBinaryString(value)).replace(' ', '0');
    }

    private Map<NaiveRoute.Key, List<NaivePath>> rankedPaths() {
        if (ranked.isEmpty()) {
            Map<NaiveRoute.Key, List<Contender>> contenders = new LinkedHashMap<>();
            for (var neighbor : neighbors.values()) {
                for (var each : neighbor.counted()) {
                    if (mayBeChosen(each)) {
                        contenders
                                .computeIfAbsent(
                                        each.path().route().key(), key -> new ArrayList<>())
                                .add(weighed(each));
                    }
                }
            }
            contenders.forEach((key, all) -> ranked.put(key, rank(all)));
        }
        return ranked;
    }

    private List<NaivePath> rank(List<Contender> contenders) {
        var left = new ArrayList<>(contenders);
        var order = new ArrayList<NaivePath>();
        while (!left.isEmpty()) {
            var best = NaiveDecision.of(left, traits.decision()).best();
            order.add(best.path());
            left.remove(best);
        }
        return order;
    }

    /// RFC 4271 section 9.1.2.1. Nobody goes where memberships point.
    private boolean mayBeChosen(Contender c) {
        return !traits.resolvesNextHops()
                || c.isLocal()
                || c.path().route() instanceof NaiveRoute.Target
                || metrics.containsKey(c.path().nextHop());
    }

    /// RFC 4684 section 3.2: of memberships, what another reflector says comes behind all else; nor
    /// does it matter how far it is.
    private Contender weighed(Contender c) {
        if (c.path().route() instanceof NaiveRoute.Target) {
            int weight = c.path().peer().kind() != PeerKind.INTERNAL ? 1 : 0;
            return new Contender(c.path(), c.pathId(), c.arrival(), weight, Optional.empty());
        }
        var metric = Optional.ofNullable(metrics.get(c.path().nextHop()));
        return new Contender(c.path(), c.pathId(), c.arrival(), 0, metric);
    }

    /// The path that is chosen, or nothing where there is none.
    Optional<NaivePath> best(NaiveRoute.Key key) {
        return rankedPaths().getOrDefault(key, List.of()).stream().findFirst();
    }

    /// The keys of all EVPN routes that anybody announces.
    List<NaiveRoute.Key> evpnKeys() {
        return rankedPaths().keySet().stream()
                .filter(key -> key.family().equals(AddressFamily.L2VPN_EVPN))
                .toList();
    }

    /// Of each EVPN route that somebody else announces and that is chosen.
    List<NaivePath> bestEvpnPaths() {
        return evpnKeys().stream()
                .flatMap(key -> best(key).stream())
                .filter(path -> path.peer().kind() != PeerKind.LOCAL)
                .toList();
    }

    /// How many EVPN routes anybody announces.
    long routeCount() {
        return evpnKeys().size();
    }
}
