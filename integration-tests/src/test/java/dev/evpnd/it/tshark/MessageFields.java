package dev.evpnd.it.tshark;

import dev.evpnd.it.tshark.Fields.Remark;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.RouteRefresh;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.List;

/// A message in tshark's words.
final class MessageFields {
    private static final Octets MARKER = Octets.ofHex("ff".repeat(16));
    private static final int CAPABILITIES_PARAMETER = 2;

    /// The last error code that tshark knows.
    private static final int LAST_CODE = 7;

    /// The octets of the parameter's type and length.
    private static final int PARAMETER_HEADER = 2;

    private final Fields out = new Fields();
    private final Negotiated session;
    private final SeenEncapsulation seen;

    private MessageFields(Negotiated session, SeenEncapsulation seen) {
        this.session = session;
        this.seen = seen;
    }

    /// The fields of each message of one packet.
    static List<List<Field>> of(List<BgpMessage> packet, Negotiated session) {
        var seen = new SeenEncapsulation();
        // tshark reads twice, and the first time leaves something behind for the second.
        packet.forEach(message -> new MessageFields(session, seen).fields(message));
        return packet.stream()
                .map(message -> new MessageFields(session, seen).fields(message))
                .toList();
    }

    private List<Field> fields(BgpMessage message) {
        var encoded = new OctetWriter();
        message.encode(encoded, session);
        out.octets("bgp.marker", MARKER);
        out.number("bgp.length", encoded.length()).number("bgp.type", message.type());
        switch (message) {
            case Open open -> open(open);
            case Update update -> update(update);
            case Notification notification -> notification(notification);
            case Keepalive keepalive -> {}
            case RouteRefresh refresh -> routeRefresh(refresh);
        }
        return out.asList();
    }

    private void open(Open open) {
        out.number("bgp.open.version", Open.VERSION);
        out.number("bgp.open.myas", open.myAutonomousSystem());
        out.number("bgp.open.holdtime", open.holdTimeSeconds());
        out.text("bgp.open.identifier", open.identifier());
        int length = open.capabilities().stream().mapToInt(each -> each.length()).sum();
        if (length == 0) {
            out.number("bgp.open.opt.len", 0);
            return;
        }
        out.number("bgp.open.opt.len", PARAMETER_HEADER + length);
        out.node("bgp.open.opt").node("bgp.open.opt.param");
        out.number("bgp.open.opt.param.type", CAPABILITIES_PARAMETER);
        out.number("bgp.open.opt.param.len", length);
        open.capabilities().forEach(new CapabilityFields(out)::add);
    }

    private void update(Update update) {
        boolean addPath = session.addPathSend().contains(update.nlri().family());
        var nlri = new NlriFields(out, seen);
        var withdrawn = new OctetWriter();
        update.withdrawnRoutes().encode(withdrawn, addPath);
        out.number("bgp.update.withdrawn_routes.length", withdrawn.length());
        if (withdrawn.length() > 0) {
            out.node("bgp.update.withdrawn_routes");
            nlri.unicast(update.withdrawnRoutes(), addPath, "bgp.withdrawn_prefix");
        }
        var attributes = new OctetWriter();
        update.pathAttributes().encode(attributes, session);
        out.number("bgp.update.path_attributes.length", attributes.length());
        if (attributes.length() > 0) {
            out.node("bgp.update.path_attributes");
            new AttributeFields(out, session, seen).add(update.pathAttributes());
        }
        if (!update.nlri().isEmpty()) {
            out.node("bgp.update.nlri");
            nlri.unicast(update.nlri(), addPath, "bgp.nlri_prefix");
        }
    }

    private void notification(Notification notification) {
        var code = notification.code();
        var data = notification.data();
        out.number("bgp.notify.major_error", code.code());
        out.number(subcodeName(code.code()), code.subcode());
        if (code.code() == 0 || code.code() > LAST_CODE) {
            out.remark(Remark.unknownNotification(code.code()));
        }
        var text = notification.shutdownCommunication();
        if (isEmptyText(notification) || text.isPresent()) {
            out.number("bgp.notify.communication_length", data.length() - 1);
            out.text("bgp.notify.communication", text.orElse(""));
        } else if (code.equals(NotificationCode.BAD_PEER_AS) && !data.isEmpty()) {
            out.number("bgp.notify.error_open.bad_peer_as", number(data));
        } else if (!data.isEmpty()) {
            out.octets("bgp.notify.minor_data", data);
        }
    }

    /// A text of no characters, which is no text to our record.
    private static boolean isEmptyText(Notification notification) {
        return notification.data().equals(Octets.of(0))
                && (notification.code().equals(NotificationCode.ADMINISTRATIVE_SHUTDOWN)
                        || notification.code().equals(NotificationCode.ADMINISTRATIVE_RESET));
    }

    private static String subcodeName(int code) {
        return "bgp.notify.minor_error"
                + switch (code) {
                    case 1 -> "";
                    case 2 -> "_open";
                    case 3 -> "_update";
                    case 4 -> "_expired";
                    case 5 -> "_state";
                    case 6 -> "_cease";
                    // A draft of old; of RFC 7313, whose code it now is, tshark does not know.
                    case 7 -> "_capability";
                    default -> "_unknown";
                };
    }

    private static long number(Octets octets) {
        long number = 0;
        for (int i = 0; i < octets.length(); i++) {
            number = number << 8 | octets.at(i);
        }
        return number;
    }

    private void routeRefresh(RouteRefresh refresh) {
        out.number("bgp.route_refresh.afi", refresh.family().afi());
        out.number("bgp.route_refresh.subtype", refresh.subtype());
        out.number("bgp.route_refresh.safi", refresh.family().safi());
    }
}
