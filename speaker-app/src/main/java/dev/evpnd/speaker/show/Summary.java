package dev.evpnd.speaker.show;

import dev.evpnd.speaker.query.PeerSummary;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;
import java.util.Optional;

/// What `show bgp l2vpn evpn summary` is made of.
///
/// @param destinations of the family
/// @param heapOctets that the daemon has in use
/// @param waitingOctets that came from peers or are for them, and wait
/// @param dynamicLimit how many peers may come by listen ranges
/// @param peers all, in any order
public record Summary(
        BgpIdentifier identifier,
        Asn as,
        long destinations,
        long heapOctets,
        long waitingOctets,
        int dynamicLimit,
        List<PeerSummary> peers) {

    /// Which peers are asked for, and how they are shown.
    ///
    /// @param established those with a session that carries the family
    /// @param failed the others
    /// @param terse without what all peers share
    /// @param wide with the local AS and more of the description
    public record Asked(
            boolean established,
            boolean failed,
            Optional<IpAddress> neighbor,
            Optional<Asn> remoteAs,
            boolean terse,
            boolean wide) {

        /// Whether not all peers are.
        boolean isNarrow() {
            return established || failed || neighbor.isPresent() || remoteAs.isPresent();
        }

        private boolean takes(SummaryRow row) {
            return (!established || row.isUp())
                    && (!failed || !row.isUp())
                    && neighbor.map(row.peer().view().status().address()::equals).orElse(true)
                    && remoteAs.map(it -> row.remoteAs() == Integer.toUnsignedLong(it.number()))
                            .orElse(true);
        }
    }

    /// Those that are asked for, in FRR's order.
    List<SummaryRow> rows(Asked asked) {
        return peers.stream()
                .map(SummaryRow::new)
                .filter(asked::takes)
                .sorted(SummaryRow.ORDER)
                .toList();
    }

    long groups() {
        return peers.stream()
                .flatMap(each -> each.view().status().settings().group().stream())
                .distinct()
                .count();
    }

    long dynamic() {
        return peers.stream().filter(each -> each.view().status().dynamic()).count();
    }

    long failed() {
        return peers.stream().map(SummaryRow::new).filter(each -> !each.isUp()).count();
    }
}
