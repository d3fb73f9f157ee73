package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.message.UpdateView;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Reads the UPDATEs of peers into their Adj-RIBs-In.
///
/// The way of nearly all of them allocates nothing: the UPDATE is regular, and its attribute block
/// is one that was judged before. Every other UPDATE is decoded whole.
final class UpdateReader {
    private final UpdateView update = new UpdateView();
    private final EvpnNlriView route = new EvpnNlriView();
    private final Announcement announcement = new Announcement();

    /// A next hop and an attribute block, as attribute sets are found by.
    private final OctetWriter received = new OctetWriter();

    private final OctetWriter nlri = new OctetWriter();
    private @Nullable AddressFamily endOfRib;

    /// The family whose End-of-RIB marker was read last, if that was all that was read.
    @Nullable AddressFamily endOfRib() {
        return endOfRib;
    }

    /// @return the faults that were found
    List<Malformed> read(Session from, byte[] bytes, int start, int end) {
        endOfRib = null;
        var evpn = from.plainEvpn();
        if (evpn == null
                || !update.wrap(bytes, start, end)
                || !isEvpnAlone()
                || hasFaults(from.hasPathIds())) {
            return readRecord(from, bytes, start, end);
        }
        // Judged before anything is taken: of an UPDATE that ends the session, nothing is.
        var attributes = update.hasReach() ? attributes(evpn, from, bytes) : null;
        if (update.hasReach() && attributes == null) {
            return readRecord(from, bytes, start, end);
        }
        if (update.hasUnreach()) {
            update.wrapUnreach(route, from.hasPathIds());
            withdrawRoutes(evpn);
        }
        if (attributes == null) {
            endOfRib = update.hasUnreach() && update.isEndOfRib() ? evpn.family() : null;
        } else {
            update.wrapReach(route, from.hasPathIds());
            announceRoutes(evpn, attributes);
        }
        return List.of();
    }

    private boolean isEvpnAlone() {
        return !update.hasIpv4Unicast()
                && (!update.hasReach() || update.reachFamily() == UpdateView.EVPN)
                && (!update.hasUnreach() || update.unreachFamily() == UpdateView.EVPN);
    }

    /// Whether any NLRI is malformed, for which the whole UPDATE is looked at again. That is a walk
    /// of its own, for a fault of the last route may have none of the others taken.
    private boolean hasFaults(boolean pathIds) {
        if (update.hasUnreach()) {
            update.wrapUnreach(route, pathIds);
            if (walkFindsFault()) {
                return true;
            }
        }
        if (update.hasReach()) {
            update.wrapReach(route, pathIds);
            return walkFindsFault();
        }
        return false;
    }

    private boolean walkFindsFault() {
        while (route.next()) {
            if (route.fault() != null) {
                return true;
            }
        }
        return route.framingFault() != null;
    }

    /// The attribute set of the UPDATE; null where it has a fault or may have.
    private @Nullable AttributeSet attributes(Feed feed, Session from, byte[] bytes) {
        received.clear();
        received.bytes(bytes, update.nextHopOffset(), update.nextHopLength());
        update.copyAttributeBlock(received);
        return intern(feed, from.peer().negotiated().external(), update.nextHopLength());
    }

    /// The set of what was received. It is held until its routes are taken: what is withdrawn
    /// before may be all that held it.
    private @Nullable AttributeSet intern(Feed feed, boolean external, int nextHopLength) {
        var table = feed.inbound.routes().attributes();
        byte[] octets = received.array();
        var found = table.find(external, 0, octets, 0, received.length(), nextHopLength);
        if (found != null) {
            table.retain(found.number());
            return found;
        }
        var block = new OctetReader(octets, nextHopLength, received.length());
        var session = Negotiated.DEFAULT.withExternal(external);
        var decoded = PathAttributes.decodeBlock(block, session);
        if (!(decoded instanceof Decoded.Accepted<PathAttributes>(var attributes, var findings))
                || !findings.isEmpty()) {
            return null;
        }
        var added = table.add(external, 0, octets, 0, received.length(), nextHopLength, attributes);
        table.retain(added.number());
        return added;
    }

    /// Takes the routes of the view, which have these attributes, and lets go of these.
    private void announceRoutes(Feed feed, AttributeSet attributes) {
        var list = feed.list;
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
                feed.inbound.withdraw(list, announcement);
            } else if (list.rules().keepsType(route.routeType())) {
                announcement.takeRemainder(route);
                feed.inbound.announce(list, announcement, attributes);
            } else {
                list.count(DropReason.UNRECOGNIZED_ROUTE_TYPE);
            }
        }
        feed.inbound.routes().attributes().release(attributes.number());
    }

    private void withdrawRoutes(Feed feed) {
        while (route.next()) {
            if (route.keyLength() <= Announcement.MAX_KEY_LENGTH) {
                announcement.takeKey(route);
                feed.inbound.withdraw(feed.list, announcement);
            }
        }
    }

    private List<Malformed> readRecord(Session from, byte[] bytes, int start, int end) {
        var negotiated = from.peer().negotiated();
        return switch (Update.decode(new OctetReader(bytes, start, end), negotiated)) {
            case Decoded.Rejected<Update>(var malformed) -> List.of(malformed);
            case Decoded.Accepted<Update>(var record, var findings) -> {
                endOfRib = record.endOfRib().orElse(null);
                record.mpUnreach().ifPresent(unreach -> withdrawAll(from, unreach.nlri()));
                if (findings.stream().anyMatch(UpdateReader::withdraws)) {
                    record.mpReach().ifPresent(reach -> withdrawAll(from, reach.nlri()));
                } else {
                    announceAll(from, record);
                }
                yield findings;
            }
        };
    }

    private static boolean withdraws(Malformed finding) {
        return finding.treatment() == Treatment.TREAT_AS_WITHDRAW;
    }

    /// Routes of a family that was not negotiated are ignored (RFC 4760 section 6).
    private static @Nullable Feed feed(Session from, NlriField field) {
        return from.peer().negotiated().families().contains(field.family())
                ? from.feed(field.family())
                : null;
    }

    private void withdrawAll(Session from, NlriField field) {
        var feed = feed(from, field);
        if (feed == null) {
            return;
        }
        if (field instanceof EvpnNlri) {
            wrap(field);
            withdrawRoutes(feed);
        } else if (field instanceof RouteTargetNlri(var memberships)) {
            for (var membership : memberships) {
                takeKey(membership);
                feed.inbound.withdraw(feed.list, announcement);
            }
        }
    }

    private void announceAll(Session from, Update record) {
        var reach = record.mpReach();
        var feed = reach.isEmpty() ? null : feed(from, reach.get().nlri());
        if (reach.isEmpty() || feed == null) {
            return;
        }
        var nextHop = reach.get().nextHop().octets();
        received.clear();
        received.octets(nextHop);
        record.pathAttributes()
                .without(AttributeCode.MP_REACH_NLRI)
                .without(AttributeCode.MP_UNREACH_NLRI)
                .mergedAs4()
                .encode(received, Negotiated.DEFAULT);
        boolean external = from.peer().negotiated().external();
        var attributes = accepted(feed, external, nextHop.length());
        if (reach.get().nlri() instanceof EvpnNlri field) {
            wrap(field);
            announceRoutes(feed, attributes);
        } else if (reach.get().nlri() instanceof RouteTargetNlri(var memberships)) {
            announceMemberships(feed, memberships, attributes);
        }
    }

    /// The set of attributes that were accepted and encoded anew.
    private AttributeSet accepted(Feed feed, boolean external, int nextHopLength) {
        var attributes = intern(feed, external, nextHopLength);
        if (attributes == null) {
            throw new AssertionError("what was accepted and encoded anew has no fault");
        }
        return attributes;
    }

    private void announceMemberships(
            Feed feed, List<Nlri<RouteTargetMembership>> memberships, AttributeSet attributes) {
        var reason = feed.list.rules().drops(attributes);
        for (var membership : memberships) {
            takeKey(membership);
            if (reason == null) {
                feed.inbound.announce(feed.list, announcement, attributes);
            } else {
                feed.list.count(reason);
                feed.inbound.withdraw(feed.list, announcement);
            }
        }
        feed.inbound.routes().attributes().release(attributes.number());
    }

    /// A membership is its own key.
    private void takeKey(Nlri<RouteTargetMembership> membership) {
        nlri.clear();
        membership.route().encode(nlri);
        System.arraycopy(nlri.array(), 0, announcement.key, 0, nlri.length());
        announcement.keyLength = nlri.length();
        announcement.remainderLength = 0;
        announcement.pathId = membership.pathId();
    }

    /// Lays the view over the routes of a field.
    private void wrap(NlriField field) {
        nlri.clear();
        field.encode(nlri, true);
        byte[] octets = Arrays.copyOf(nlri.array(), nlri.length());
        route.wrap(octets, 0, octets.length, true);
    }
}
