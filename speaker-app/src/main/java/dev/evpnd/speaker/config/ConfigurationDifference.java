package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What has to be done to go from one configuration to another while the daemon runs.
///
/// Where [#restart] is not empty nothing of it can be: such a change is refused whole, since half
/// of a configuration is one that nobody wrote.
///
/// @param restart the keys whose changes take a restart of the daemon
/// @param listenersAdded after those were removed that are
/// @param macVrfs that are new or changed, after those were unconfigured that are to be
/// @param vtep whether what this speaker is as a VTEP has changed, besides its instances
/// @param speaker whether what this speaker is to routes has changed, or how much may wait
/// @param http whether where HTTP is answered has changed
/// @param log whether what is logged has
public record ConfigurationDifference(
        List<String> restart,
        Changes<Neighbor> neighbors,
        Changes<ListenRange> ranges,
        List<ListenAddress> listenersAdded,
        List<ListenAddress> listenersRemoved,
        List<MacVrfSettings> macVrfs,
        List<Vni> macVrfsUnconfigured,
        List<IpVrfSettings> ipVrfs,
        List<Vni> ipVrfsUnconfigured,
        boolean vtep,
        boolean restartSettings,
        boolean speaker,
        boolean http,
        boolean log) {

    /// What becomes of neighbors, or of ranges and the peers in them.
    ///
    /// @param removed as they were
    /// @param reset those whose sessions have to begin anew, as they are now
    /// @param changed those whose sessions last, as they are now: what routes go through, say, or
    ///   whether the session is shut down
    public record Changes<T>(List<T> added, List<T> removed, List<T> reset, List<T> changed) {
        public Changes {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            reset = List.copyOf(reset);
            changed = List.copyOf(changed);
        }

        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty() && reset.isEmpty() && changed.isEmpty();
        }
    }

    public ConfigurationDifference {
        restart = List.copyOf(restart);
        listenersAdded = List.copyOf(listenersAdded);
        listenersRemoved = List.copyOf(listenersRemoved);
        macVrfs = List.copyOf(macVrfs);
        macVrfsUnconfigured = List.copyOf(macVrfsUnconfigured);
        ipVrfs = List.copyOf(ipVrfs);
        ipVrfsUnconfigured = List.copyOf(ipVrfsUnconfigured);
    }

    /// What leads from one configuration to the other.
    public static ConfigurationDifference between(Configuration old, Configuration changed) {
        return new ConfigurationDifference(
                restart(old, changed),
                changes(
                        old.neighbors(),
                        changed.neighbors(),
                        Neighbor::address,
                        (a, b) -> beginsAnew(a.settings(), b.settings())),
                changes(
                        old.ranges(),
                        changed.ranges(),
                        ListenRange::range,
                        (a, b) -> beginsAnew(a.settings(), b.settings())),
                without(changed.listen(), old.listen()),
                without(old.listen(), changed.listen()),
                without(changed.macVrfs(), old.macVrfs()),
                gone(
                        old.macVrfs(),
                        changed.macVrfs(),
                        MacVrfSettings::vni,
                        MacVrfSettings::routeDistinguisher),
                without(changed.ipVrfs(), old.ipVrfs()),
                gone(
                        old.ipVrfs(),
                        changed.ipVrfs(),
                        IpVrfSettings::l3Vni,
                        IpVrfSettings::routeDistinguisher),
                !old.vtep().equals(changed.vtep()),
                !old.restart().equals(changed.restart()),
                !old.rib().equals(changed.rib()) || !old.limits().equals(changed.limits()),
                !old.http().equals(changed.http()),
                !old.log().equals(changed.log()));
    }

    /// Whether there is nothing to do.
    public boolean isEmpty() {
        return restart.isEmpty()
                && neighbors.isEmpty()
                && ranges.isEmpty()
                && listenersAdded.isEmpty()
                && listenersRemoved.isEmpty()
                && macVrfs.isEmpty()
                && macVrfsUnconfigured.isEmpty()
                && ipVrfs.isEmpty()
                && ipVrfsUnconfigured.isEmpty()
                && !vtep
                && !restartSettings
                && !speaker
                && !http
                && !log;
    }

    /// What the peer was told, how it is reached, and how it stands to this speaker are settled
    /// when a session begins.
    private static boolean beginsAnew(NeighborSettings old, NeighborSettings changed) {
        return !old.session().equals(changed.session())
                || !old.transport().equals(changed.transport())
                || old.client() != changed.client();
    }

    /// What others know this speaker by, what its tables are made for, and where it keeps what has
    /// to outlast it.
    private static List<String> restart(Configuration old, Configuration changed) {
        var keys = new ArrayList<String>();
        if (!old.rib().localAs().equals(changed.rib().localAs())) {
            keys.add("as");
        }
        if (!old.rib().identifier().equals(changed.rib().identifier())) {
            keys.add("router-id");
        }
        if (!old.shards().equals(changed.shards())) {
            keys.add("rib.shards");
        }
        if (!old.vtep().kernel().equals(changed.vtep().kernel())) {
            keys.add("vtep.kernel");
        }
        if (!old.stateDirectory().equals(changed.stateDirectory())) {
            keys.add("state-directory");
        }
        return keys;
    }

    private static <T, K> Changes<T> changes(
            List<T> old, List<T> changed, Function<T, K> name, BiPredicate<T, T> beginsAnew) {
        var before = old.stream().collect(Collectors.toMap(name, each -> each));
        var added = new ArrayList<T>();
        var reset = new ArrayList<T>();
        var inPlace = new ArrayList<T>();
        for (var each : changed) {
            var was = before.remove(name.apply(each));
            if (was == null) {
                added.add(each);
            } else if (beginsAnew.test(was, each)) {
                reset.add(each);
            } else if (!was.equals(each)) {
                inPlace.add(each);
            }
        }
        var removed = old.stream().filter(each -> before.containsKey(name.apply(each))).toList();
        return new Changes<>(added, removed, reset, inPlace);
    }

    private static <T> List<T> without(List<T> list, List<T> others) {
        return list.stream().filter(each -> !others.contains(each)).toList();
    }

    /// The instances that have to go before others come: those that are there no more, and those
    /// whose route distinguisher is another's now.
    private static <T> List<Vni> gone(
            List<T> old,
            List<T> changed,
            Function<T, Vni> vni,
            Function<T, RouteDistinguisher> distinguisher) {
        var still = changed.stream().map(vni).collect(Collectors.toSet());
        var owners = changed.stream().collect(Collectors.toMap(distinguisher, vni));
        return old.stream()
                .filter(
                        each -> {
                            var own = vni.apply(each);
                            var owner = owners.getOrDefault(distinguisher.apply(each), own);
                            return !still.contains(own) || !owner.equals(own);
                        })
                .map(vni)
                .toList();
    }
}
