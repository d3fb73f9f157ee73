package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.Routes;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads the UPDATEs of peers into their Adj-RIBs-In.
///
/// The way of nearly all of them allocates nothing: the UPDATE is regular, and its attribute block
/// is one that was judged before. Every other UPDATE is decoded whole.
public final class UpdateReader {
    private final LoopChecks loopChecks;
    private final Inbound evpn;
    private final Inbound routeTargets;
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    private final UpdateView update = new UpdateView();
    private final EvpnNlriView route = new EvpnNlriView();
    private final byte[] key = new byte[EvpnNlriView.MAX_KEY_LENGTH];
    private final byte[] remainder = new byte[EvpnNlriView.MAX_KEY_LENGTH];

    /// A next hop and an attribute block, as attribute sets are found by.
    private final OctetWriter received = new OctetWriter();

    private final OctetWriter nlri = new OctetWriter();

    public UpdateReader(LoopChecks loopChecks, Inbound evpn, Inbound routeTargets) {
        this.loopChecks = loopChecks;
        this.evpn = evpn;
        this.routeTargets = routeTargets;
    }

    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /// @return the faults that were found
    public List<Malformed> read(
            int peer, Negotiated negotiated, byte[] bytes, int start, int end) {
        if (!negotiated.fourOctetAs()
                || !update.wrap(bytes, start, end)
                || !isEvpnAlone(negotiated)
                || hasFaults(negotiated)) {
            return readRecord(peer, negotiated, bytes, start, end);
        }
        if (update.hasUnreach()) {
            update.wrapUnreach(route, addPath(negotiated));
            withdrawRoutes(peer);
        }
        if (!update.hasReach()) {
            return List.of();
        }
        var attributes = attributes(negotiated);
        if (attributes == null) {
            return readRecord(peer, negotiated, bytes, start, end);
        }
        update.wrapReach(route, addPath(negotiated));
        announceRoutes(peer, attributes);
        return List.of();
    }

    private boolean isEvpnAlone(Negotiated negotiated) {
        return negotiated.families().contains(AddressFamily.L2VPN_EVPN)
                && !update.hasIpv4Unicast()
                && (!update.hasReach() || update.reachFamily() == UpdateView.EVPN)
                && (!update.hasUnreach() || update.unreachFamily() == UpdateView.EVPN);
    }

    private static boolean addPath(Negotiated negotiated) {
        return negotiated.addPathReceive().contains(AddressFamily.L2VPN_EVPN);
    }

    /// Whether any NLRI is malformed, for which the whole UPDATE is looked at again.
    private boolean hasFaults(Negotiated negotiated) {
        if (update.hasUnreach()) {
            update.wrapUnreach(route, addPath(negotiated));
            if (walkFindsFault()) {
                return true;
            }
        }
        if (update.hasReach()) {
            update.wrapReach(route, addPath(negotiated));
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
    private @Nullable AttributeSet attributes(Negotiated negotiated) {
        received.clear();
        received.bytes(route.array(), update.nextHopOffset(), update.nextHopLength());
        update.copyAttributeBlock(received);
        return intern(evpn.routes(), negotiated.external(), update.nextHopLength());
    }

    private @Nullable AttributeSet intern(Routes routes, boolean external, int nextHopLength) {
        var table = routes.attributes();
        var found = table.find(external, received.array(), 0, received.length(), nextHopLength);
        if (found != null) {
            return found;
        }
        var block = new OctetReader(received.array(), nextHopLength, received.length());
        var session = Negotiated.DEFAULT.withExternal(external);
        var decoded = PathAttributes.decodeBlock(block, session);
        if (!(decoded instanceof Decoded.Accepted<PathAttributes>(var attributes, var findings))
                || !findings.isEmpty()) {
            return null;
        }
        return table.add(
                external,
                received.array(),
                0,
                received.length(),
                nextHopLength,
                attributes,
                loopChecks.judge(external, attributes));
    }

    /// Takes the routes of the view, which have these attributes.
    private void announceRoutes(int peer, AttributeSet attributes) {
        var reason = attributes.dropReason();
        while (route.next()) {
            if (reason != null) {
                count(reason);
                // What it announced under this key before is replaced by nothing.
                withdrawRoute(peer);
            } else if (route.isRecognized()) {
                route.copyKey(key, 0);
                route.copyRemainder(remainder, 0);
                evpn.announce(
                        peer,
                        key,
                        route.keyLength(),
                        remainder,
                        route.remainderLength(),
                        route.pathId(),
                        attributes);
            } else {
                count(DropReason.UNRECOGNIZED_ROUTE_TYPE);
            }
        }
        evpn.routes().attributes().forgetIfUnused(attributes);
    }

    private void withdrawRoutes(int peer) {
        while (route.next()) {
            withdrawRoute(peer);
        }
    }

    private void withdrawRoute(int peer) {
        route.copyKey(key, 0);
        evpn.withdraw(peer, key, route.keyLength(), route.pathId());
    }

    private void count(DropReason reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    private List<Malformed> readRecord(
            int peer, Negotiated negotiated, byte[] bytes, int start, int end) {
        return switch (Update.decode(new OctetReader(bytes, start, end), negotiated)) {
            case Decoded.Rejected<Update>(var malformed) -> List.of(malformed);
            case Decoded.Accepted<Update>(var record, var findings) -> {
                record.mpUnreach()
                        .ifPresent(unreach -> withdrawAll(peer, negotiated, unreach.nlri()));
                if (findings.stream().anyMatch(UpdateReader::withdraws)) {
                    record.mpReach()
                            .ifPresent(reach -> withdrawAll(peer, negotiated, reach.nlri()));
                } else {
                    announceAll(peer, negotiated, record);
                }
                yield findings;
            }
        };
    }

    private static boolean withdraws(Malformed finding) {
        return finding.treatment() == Treatment.TREAT_AS_WITHDRAW;
    }

    /// Routes of a family that was not negotiated are ignored (RFC 4760 section 6).
    private void withdrawAll(int peer, Negotiated negotiated, NlriField field) {
        if (!negotiated.families().contains(field.family())) {
            return;
        }
        if (field instanceof EvpnNlri) {
            wrap(field);
            withdrawRoutes(peer);
        } else if (field instanceof RouteTargetNlri(var memberships)) {
            for (var membership : memberships) {
                copyKey(membership.route());
                routeTargets.withdraw(peer, nlri.array(), nlri.length(), membership.pathId());
            }
        }
    }

    private void announceAll(int peer, Negotiated negotiated, Update record) {
        var reach = record.mpReach();
        if (reach.isEmpty() || !negotiated.families().contains(reach.get().nlri().family())) {
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
        boolean external = negotiated.external();
        if (reach.get().nlri() instanceof EvpnNlri field) {
            wrap(field);
            announceRoutes(peer, accepted(evpn.routes(), external, nextHop.length()));
        } else if (reach.get().nlri() instanceof RouteTargetNlri(var memberships)) {
            announceMemberships(
                    peer,
                    memberships,
                    accepted(routeTargets.routes(), external, nextHop.length()));
        }
    }

    /// The set of attributes that were accepted and encoded anew.
    private AttributeSet accepted(Routes routes, boolean external, int nextHopLength) {
        var attributes = intern(routes, external, nextHopLength);
        if (attributes == null) {
            throw new AssertionError("what was accepted and encoded anew has no fault");
        }
        return attributes;
    }

    private void announceMemberships(
            int peer, List<Nlri<RouteTargetMembership>> memberships, AttributeSet attributes) {
        var reason = attributes.dropReason();
        for (var membership : memberships) {
            copyKey(membership.route());
            if (reason == null) {
                routeTargets.announce(
                        peer,
                        nlri.array(),
                        nlri.length(),
                        remainder,
                        0,
                        membership.pathId(),
                        attributes);
            } else {
                count(reason);
                routeTargets.withdraw(peer, nlri.array(), nlri.length(), membership.pathId());
            }
        }
        routeTargets.routes().attributes().forgetIfUnused(attributes);
    }

    /// A membership is its own key.
    private void copyKey(RouteTargetMembership membership) {
        nlri.clear();
        membership.encode(nlri);
    }

    /// Lays the view over the routes of a field.
    private void wrap(NlriField field) {
        nlri.clear();
        field.encode(nlri, true);
        byte[] octets = Arrays.copyOf(nlri.array(), nlri.length());
        route.wrap(octets, 0, octets.length, true);
    }
}
