package dev.evpnd.speaker.routing;

import dev.evpnd.rib.Rib;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.RouteRefresh;

import java.util.List;

/// Applies to the RIB what came from peers, and reports what was wrong with it.
final class LinkReader {
    private final Rib rib;

    LinkReader(Rib rib) {
        this.rib = rib;
    }

    /// Whole messages. Behind one that ends the session nothing is read any more.
    void apply(Link link, byte[] octets, int length) {
        int offset = 0;
        while (offset < length && link.isUp && !link.isBroken) {
            int end = offset + MessageHeader.length(octets, offset);
            switch (MessageHeader.type(octets, offset)) {
                case MessageHeader.UPDATE -> update(link, octets, offset, end);
                case MessageHeader.ROUTE_REFRESH -> routeRefresh(link, octets, offset, end);
                default -> {
                    // A KEEPALIVE says nothing about routes.
                }
            }
            offset = end;
        }
    }

    private void update(Link link, byte[] octets, int start, int end) {
        var faults = rib.update(link.number, octets, start + MessageHeader.LENGTH, end);
        for (var fault : faults) {
            if (fault.treatment() == Treatment.RESET) {
                link.isBroken = true;
                link.session.report(new RouteReport.Fatal(fault));
                return;
            }
        }
        if (!faults.isEmpty()) {
            link.session.report(new RouteReport.Faults(faults));
        }
    }

    private void routeRefresh(Link link, byte[] octets, int start, int end) {
        var decoded = BgpMessage.decode(octets, start, end - start, link.peer.negotiated());
        switch (decoded) {
            case Decoded.Accepted<BgpMessage>(var message, var findings) -> {
                rib.routeRefresh(link.number, (RouteRefresh) message);
                if (!findings.isEmpty()) {
                    link.session.report(new RouteReport.Faults(findings));
                }
            }
            case Decoded.Rejected<BgpMessage>(var fault) -> {
                link.isBroken = fault.treatment() == Treatment.RESET;
                link.session.report(
                        link.isBroken
                                ? new RouteReport.Fatal(fault)
                                : new RouteReport.Faults(List.of(fault)));
            }
        }
    }
}
