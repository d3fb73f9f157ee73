package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DropReason;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What was received from a peer of one family: the first two and the last since its routes are
/// kept without a break, the others by now.
///
/// @param announced routes, each as often as it came
/// @param withdrawn routes, of those that were there
/// @param held routes that are kept, whether they may be chosen or not
/// @param accepted routes that are kept and may be chosen
/// @param stale routes that are kept and were not announced since a session ended or a refresh
///   began
/// @param heldByType routes of EVPN that are kept, by their types; 0 stands for all that are not
///   known, and types of which there are none are missing
/// @param dropped how often routes were not kept, or kept and not accepted, by reason; the reasons
///   that did not occur are missing
public record InboundCounters(
        long announced,
        long withdrawn,
        int held,
        int accepted,
        int stale,
        Map<Integer, Integer> heldByType,
        Map<DropReason, Long> dropped) {

    public InboundCounters {
        heldByType = Map.copyOf(heldByType);
        dropped = Map.copyOf(dropped);
    }

    /// What was received of both.
    InboundCounters plus(InboundCounters other) {
        var reasons = new EnumMap<DropReason, Long>(DropReason.class);
        reasons.putAll(dropped);
        other.dropped.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        var types = new TreeMap<>(heldByType);
        other.heldByType.forEach((type, count) -> types.merge(type, count, Integer::sum));
        return new InboundCounters(
                announced + other.announced,
                withdrawn + other.withdrawn,
                held + other.held,
                accepted + other.accepted,
                stale + other.stale,
                types,
                reasons);
    }
}
