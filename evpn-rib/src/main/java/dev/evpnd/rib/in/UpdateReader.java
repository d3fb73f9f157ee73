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
import dev.evpnd.wire.nlri.NlriField;
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
    private final Routes routes;
    private final Inbound inbound;
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    private final UpdateView update = new UpdateView();
    private final EvpnNlriView route = new EvpnNlriView();

    /// A next hop and an attribute block, as attribute sets are found by.
    private final OctetWriter received = new OctetWriter();

    private final OctetWriter nlri = new OctetWriter();

    public UpdateReader(LoopChecks loopChecks, Routes routes, Inbound inbound) {
        this.loopChecks = loopChecks;
        this.routes = routes;
        this.inbound = inbound;
    }

    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /// @return the faults that were found
    public List<Malformed> read(int peer, AdjRibIn list, byte[] bytes, int start, int end) {
        var negotiated = list.peer().negotiated();
        if (!negotiated.fourOctetAs()
                || !update.wrap(bytes, start, end)
                || !isEvpnAlone()
                || hasFaults(negotiated)) {
            return readRecord(peer, list, bytes, start, end);
        }
        if (update.hasUnreach()) {
            update.wrapUnreach(route, addPath(negotiated));
            while (route.next()) {
                inbound.withdraw(peer, list, route);
            }
        }
        if (!update.hasReach()) {
            return List.of();
        }
        var attributes = attributes(negotiated);
        if (attributes == null) {
            return readRecord(peer, list, bytes, start, end);
        }
        update.wrapReach(route, addPath(negotiated));
        take(peer, list, attributes);
        return List.of();
    }

    private boolean isEvpnAlone() {
        return !update.hasIpv4Unicast()
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
        return intern(negotiated.external(), update.nextHopLength());
    }

    private @Nullable AttributeSet intern(boolean external, int nextHopLength) {
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
    private void take(int peer, AdjRibIn list, AttributeSet attributes) {
        var reason = attributes.dropReason();
        while (route.next()) {
            if (reason != null) {
                count(reason);
                // What it announced under this key before is replaced by nothing.
                inbound.withdraw(peer, list, route);
            } else if (route.isRecognized()) {
                inbound.announce(peer, list, route, attributes);
            } else {
                count(DropReason.UNRECOGNIZED_ROUTE_TYPE);
            }
        }
        routes.attributes().forgetIfUnused(attributes);
    }

    private void count(DropReason reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    private List<Malformed> readRecord(int peer, AdjRibIn list, byte[] bytes, int start, int end) {
        var negotiated = list.peer().negotiated();
        return switch (Update.decode(new OctetReader(bytes, start, end), negotiated)) {
            case Decoded.Rejected<Update>(var malformed) -> List.of(malformed);
            case Decoded.Accepted<Update>(var record, var findings) -> {
                record.mpUnreach().ifPresent(unreach -> withdrawAll(peer, list, unreach.nlri()));
                if (findings.stream().anyMatch(UpdateReader::withdraws)) {
                    record.mpReach().ifPresent(reach -> withdrawAll(peer, list, reach.nlri()));
                } else {
                    announceAll(peer, list, record);
                }
                yield findings;
            }
        };
    }

    private static boolean withdraws(Malformed finding) {
        return finding.treatment() == Treatment.TREAT_AS_WITHDRAW;
    }

    private void withdrawAll(int peer, AdjRibIn list, NlriField field) {
        wrap(field);
        while (route.next()) {
            inbound.withdraw(peer, list, route);
        }
    }

    private void announceAll(int peer, AdjRibIn list, Update record) {
        var reach = record.mpReach();
        if (reach.isEmpty() || !(reach.get().nlri() instanceof EvpnNlri)) {
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
        var attributes = intern(list.peer().negotiated().external(), nextHop.length());
        if (attributes == null) {
            throw new AssertionError("what was accepted and encoded anew has no fault");
        }
        wrap(reach.get().nlri());
        take(peer, list, attributes);
    }

    /// Lays the view over the routes of a field, which is of EVPN, or over none.
    private void wrap(NlriField field) {
        nlri.clear();
        if (field instanceof EvpnNlri) {
            field.encode(nlri, true);
        }
        byte[] octets = Arrays.copyOf(nlri.array(), nlri.length());
        route.wrap(octets, 0, octets.length, true);
    }
}
