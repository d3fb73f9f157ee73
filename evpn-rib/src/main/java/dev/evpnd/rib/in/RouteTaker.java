package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.evpn.EvpnNlriView;

/// Takes the EVPN routes that a view walks over into the list of whom they came from. It allocates
/// nothing.
final class RouteTaker {
    private final Announcement announcement = new Announcement();

    /// Takes routes that have these attributes, and lets go of these, which were held for them.
    void announce(Branch branch, AttributeSet attributes, EvpnNlriView route) {
        var list = branch.list;
        var reason = list.rules().drops(attributes);
        while (route.next()) {
            if (route.keyLength() > Announcement.MAX_KEY_LENGTH) {
                list.count(DropReason.KEY_TOO_LONG);
                continue;
            }
            announcement.takeKey(route);
            if (reason != null) {
                list.count(reason);
                // What it announced under this key before is replaced by nothing.
                branch.inbound.withdraw(list, announcement);
            } else if (list.rules().keepsType(route.routeType())) {
                announcement.takeRemainder(route);
                branch.inbound.announce(list, announcement, attributes);
            } else {
                list.count(DropReason.UNRECOGNIZED_ROUTE_TYPE);
            }
        }
        branch.inbound.routes().attributes().release(attributes.number());
    }

    void withdraw(Branch branch, EvpnNlriView route) {
        while (route.next()) {
            if (route.keyLength() <= Announcement.MAX_KEY_LENGTH) {
                announcement.takeKey(route);
                branch.inbound.withdraw(branch.list, announcement);
            }
        }
    }
}
