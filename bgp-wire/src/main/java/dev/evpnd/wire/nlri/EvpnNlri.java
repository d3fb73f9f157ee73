package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.NlriFault;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;

/// Routes of the L2VPN EVPN family, RFC 7432 section 7.
///
/// Routes of unknown types are among them; whoever takes routes from here discards and counts
/// those.
public record EvpnNlri(List<Nlri<EvpnRoute>> routes) implements NlriField {

    public EvpnNlri {
        routes = List.copyOf(routes);
    }

    static Decoded<NlriField> decode(OctetReader reader, boolean addPath, String subject) {
        var view = new EvpnNlriView();
        view.wrap(reader.array(), reader.position(), reader.end(), addPath);
        // Counted first: an NLRI may have two octets, for which lists that grow cost too much.
        int routeCount = 0;
        int faultCount = 0;
        while (view.next()) {
            if (view.fault() == null) {
                routeCount++;
            } else {
                faultCount++;
            }
        }
        var broken = view.framingFault();
        if (broken != null) {
            return NlriField.framingBroken(subject, broken.expectation(), reader, view.start());
        }
        var routes = new ArrayList<Nlri<EvpnRoute>>(routeCount);
        var findings = new ArrayList<Malformed>(faultCount);
        view.wrap(reader.array(), reader.position(), reader.end(), addPath);
        while (view.next()) {
            var fault = view.fault();
            if (fault == null) {
                routes.add(new Nlri<>(view.pathId(), view.toRoute()));
            } else {
                findings.add(discarded(view, fault, subject));
            }
        }
        return Decoded.accepted(new EvpnNlri(routes), findings);
    }

    private static Malformed discarded(EvpnNlriView view, NlriFault fault, String subject) {
        return new Malformed(
                Treatment.DISCARD_NLRI,
                NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                subject,
                fault.expectation(),
                view.start(),
                Octets.copyOf(view.array(), view.start(), view.end() - view.start()));
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.L2VPN_EVPN;
    }

    @Override
    public boolean isEmpty() {
        return routes.isEmpty();
    }

    @Override
    public void encode(OctetWriter writer, boolean addPath) {
        for (var nlri : routes) {
            nlri.encodePathId(writer, addPath);
            nlri.route().encode(writer);
        }
    }
}
