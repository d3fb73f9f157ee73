package dev.evpnd.speaker.config;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.wire.address.IpPrefix;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that an operator wants, with a value for everything: free of faults and of contradictions.
///
/// Two configurations are equal when they say the same, in whichever order.
///
/// @param rib what the daemon completes by a hash seed, its addresses and how it began
/// @param listen at least one
/// @param http where HTTP is answered, and to whom
/// @param neighbors by their addresses, each once
/// @param ranges by their prefixes, each once
/// @param vtep what it is as one, besides
/// @param macVrfs by their VNIs
/// @param ipVrfs by their VNIs
/// @param shards in which EVPN routes are held, where it does not go by the machine
/// @param stateDirectory where what has to outlast the daemon is kept, if anywhere
public record Configuration(
        RibSettings rib,
        RestartSettings restart,
        List<ListenAddress> listen,
        HttpSettings http,
        List<Neighbor> neighbors,
        List<ListenRange> ranges,
        VtepSettings vtep,
        List<MacVrfSettings> macVrfs,
        List<IpVrfSettings> ipVrfs,
        Optional<Integer> shards,
        Limits limits,
        LogSettings log,
        Optional<Path> stateDirectory) {

    static final Comparator<IpPrefix> BY_PREFIX =
            Comparator.comparing(IpPrefix::address).thenComparingInt(IpPrefix::length);

    public Configuration {
        listen = listen.stream().sorted().toList();
        neighbors = sorted(neighbors, Comparator.comparing(Neighbor::address));
        ranges = sorted(ranges, Comparator.comparing(ListenRange::range, BY_PREFIX));
        macVrfs = sorted(macVrfs, Comparator.comparing(MacVrfSettings::vni));
        ipVrfs = sorted(ipVrfs, Comparator.comparing(IpVrfSettings::l3Vni));
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        var sorted = list.stream().sorted(order).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (order.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw new IllegalArgumentException("an address, range or VNI is there twice");
            }
        }
        return sorted;
    }

    /// The same with other addresses to listen on.
    public Configuration withListen(List<ListenAddress> changed) {
        return new Configuration(
                rib,
                restart,
                changed,
                http,
                neighbors,
                ranges,
                vtep,
                macVrfs,
                ipVrfs,
                shards,
                limits,
                log,
                stateDirectory);
    }

    /// The same with another place for what has to outlast the daemon.
    public Configuration withStateDirectory(Optional<Path> changed) {
        return new Configuration(
                rib, restart, listen, http, neighbors, ranges, vtep, macVrfs, ipVrfs, shards,
                limits, log, changed);
    }
}
