package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Two VTEPs with a session between them, and their instances.
class InstancesInRibTest {
    private static final Vni VNI = new Vni(100);
    private static final RouteTarget TARGET = RouteTarget.parse("65000:100");
    private static final MacAddress HOST = MacAddress.parse("00:00:5e:00:53:01");

    private final End left = new End("10.0.0.1", "10.0.0.2");
    private final End right = new End("10.0.0.2", "10.0.0.1");

    private static final class End {
        final Rib rib;
        final int peer;

        End(String own, String other) {
            rib = new Rib(RibSettings.of(new Asn(65000), BgpIdentifier.parse(own)));
            peer =
                    rib.peerUp(
                            new Peer(
                                    Ipv4Address.parse(other),
                                    new Asn(65000),
                                    BgpIdentifier.parse(other),
                                    PeerKind.INTERNAL,
                                    Negotiated.DEFAULT));
        }

        void configure(String own) {
            rib.configure(
                    MacVrfSettings.of(
                            VNI,
                            RouteDistinguisher.parse(own + ":2"),
                            List.of(new ImportTarget.Exact(TARGET)),
                            List.of(TARGET),
                            Ipv4Address.parse(own)));
        }

        void sendTo(End other) {
            rib.settle();
            var out = new OctetWriter();
            while (rib.send(peer, out, 65_536)) {
                // Until there is nothing more.
            }
            int length;
            for (int at = 0; at < out.length(); at += length) {
                length = BigEndian.u16(out.array(), at + 16);
                assertThat(other.rib.update(other.peer, out.array(), at + 19, at + length))
                        .isEmpty();
            }
            other.rib.settle();
        }

        List<Intent> intents() {
            return rib.instances().intents();
        }
    }

    @Test
    void whatOneLearnsTheOtherHolds() {
        left.configure("10.0.0.1");
        right.configure("10.0.0.2");
        left.rib.instances().macLearned(VNI, HOST, 7, false, 0);

        left.sendTo(right);

        assertThat(right.intents()).anyMatch(intent -> intent.toString().contains(HOST.toString()));
        assertThat(right.rib.instances().floodList(VNI))
                .containsExactly(Ipv4Address.parse("10.0.0.1"));
    }

    @Test
    void offersWhatIsThereToAnInstanceThatComesLater() {
        left.configure("10.0.0.1");
        left.rib.instances().macLearned(VNI, HOST, 7, false, 0);
        left.sendTo(right);

        right.configure("10.0.0.2");
        right.rib.settle();

        assertThat(right.intents()).anyMatch(intent -> intent.toString().contains(HOST.toString()));
    }

    @Test
    void holdsNothingOfWhatIsWithdrawn() {
        left.configure("10.0.0.1");
        right.configure("10.0.0.2");
        left.rib.instances().macLearned(VNI, HOST, 7, false, 0);
        left.sendTo(right);

        left.rib.unconfigureMacVrf(VNI);
        left.sendTo(right);

        assertThat(right.intents()).isEmpty();
    }
}
