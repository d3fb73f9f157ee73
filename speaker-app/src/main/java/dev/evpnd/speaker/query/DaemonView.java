package dev.evpnd.speaker.query;

import dev.evpnd.rib.Depths;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.RouteFamily;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The daemon itself.
///
/// @param settings what the speaker is
/// @param peers how many there are
/// @param established with so many there is a session
/// @param dynamic so many came by a listen range
/// @param paused so many are not read, because too much of theirs waits
/// @param inputWaiting octets of all peers that came and are not applied yet
/// @param outputWaiting octets for all peers that are written and not with the system yet
/// @param refused connections, since the start
/// @param tables what is in them
public record DaemonView(
        String version,
        RibSettings settings,
        Instant started,
        Duration uptime,
        List<InetSocketAddress> listening,
        int peers,
        long established,
        long dynamic,
        long paused,
        long inputWaiting,
        long outputWaiting,
        long refused,
        Tables tables) {

    /// What the tables hold.
    ///
    /// @param destinations by family
    /// @param depths what waits, by family
    /// @param attributeSets of EVPN routes, as received and as they count
    /// @param dropped how often routes were not taken, by reason; those that did not occur are
    ///   missing
    /// @param unsendable how often a route fitted into no message
    public record Tables(
            Map<RouteFamily, Integer> destinations,
            Map<RouteFamily, Depths> depths,
            int attributeSets,
            Map<DropReason, Long> dropped,
            long unsendable) {}
}
