package dev.evpnd.rib.in;

import static dev.evpnd.rib.in.Speaker.client;
import static dev.evpnd.rib.in.Speaker.mac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What is taken of UPDATEs with faults, and of those that withdraw and announce in one.
class FaultyUpdateTest {
    private static final Peer LEAF = client(1);
    private static final int UNKNOWN = 200;

    private final Speaker speaker = new Speaker();

    private static EvpnNlri field(EvpnRoute route) {
        return new EvpnNlri(List.of(Nlri.of(route)));
    }

    /// Takes back a route and announces another.
    private static Update exchange(EvpnRoute withdrawn, EvpnRoute announced) {
        return Update.of(
                Speaker.attributes()
                        .with(new MpUnreachNlri(field(withdrawn)))
                        .with(new MpReachNlri(MpNextHop.of(Speaker.VTEP), field(announced))));
    }

    @Test
    void takesNothingOfAnUpdateThatEndsTheSession() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, mac(0));

        var update = exchange(mac(0), mac(1)).pathAttributes();
        int optional = AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE;
        var unknown =
                new UnrecognizedAttribute(optional, UNKNOWN, Octets.copyOf(new byte[0], 0, 0));
        var body = new OctetWriter();
        Update.of(update.with(unknown)).encodeBody(body, LEAF.negotiated());
        byte[] octets = body.toByteArray();
        for (int i = 0; i + 2 < octets.length; i++) {
            if ((octets[i] & 0xff) == optional && (octets[i + 1] & 0xff) == UNKNOWN) {
                // As if it were well known.
                octets[i] = (byte) AttributeFlags.TRANSITIVE;
            }
        }
        var faults = speaker.rib.update(leaf, octets, 0, octets.length);

        assertThat(faults).anyMatch(fault -> fault.treatment() == Treatment.RESET);
        assertThat(speaker.path(leaf, mac(0))).isPresent();
        assertThat(speaker.path(leaf, mac(1))).isEmpty();
    }

    @Test
    void announcesWithAttributesThatNothingHeldButWhatIsWithdrawn() {
        int leaf = speaker.up(LEAF);
        speaker.announce(leaf, LEAF, mac(0));
        assertThat(speaker.send(leaf, LEAF, exchange(mac(0), mac(1)))).isEmpty();
        speaker.work();
        assertThat(speaker.path(leaf, mac(0))).isEmpty();
        assertThat(speaker.isAccepted(leaf, mac(1))).isTrue();
        speaker.withdraw(leaf, LEAF, mac(1));
        speaker.work();
        assertThat(speaker.rib.view().attributeSets()).isZero();
    }
}
