package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.LinkedHashMap;
import java.util.Map;

/// The other end of a session: it applies every octet it is sent.
final class ReceivingPeer {
    private final Negotiated negotiated;
    private final Map<Octets, Received> held = new LinkedHashMap<>();
    private int endOfRibMarkers;

    ReceivingPeer(Peer peer) {
        negotiated = peer.negotiated();
    }

    void receive(OctetWriter octets) {
        int length;
        for (int at = 0; at < octets.length(); at += length) {
            length = BigEndian.u16(octets.array(), at + 16);
            var decoded = BgpMessage.decode(octets.array(), at, length, negotiated);
            assertThat(decoded.faults()).isEmpty();
            apply((Update) decoded.orElseThrow());
        }
    }

    private void apply(Update update) {
        if (update.isEndOfRib()) {
            endOfRibMarkers++;
        }
        update.mpUnreach().ifPresent(unreach -> forget(unreach.nlri()));
        update.mpReach()
                .ifPresent(
                        reach -> {
                            var attributes =
                                    update.pathAttributes()
                                            .without(AttributeCode.MP_REACH_NLRI)
                                            .mergedAs4();
                            for (var nlri : ((EvpnNlri) reach.nlri()).routes()) {
                                held.put(
                                        nlri.route().key(),
                                        new Received(
                                                nlri.route(),
                                                reach.nextHop().octets(),
                                                attributes));
                            }
                        });
    }

    private void forget(NlriField withdrawn) {
        for (var nlri : ((EvpnNlri) withdrawn).routes()) {
            held.remove(nlri.route().key());
        }
    }

    Map<Octets, Received> held() {
        return held;
    }

    int endOfRibMarkers() {
        return endOfRibMarkers;
    }
}
