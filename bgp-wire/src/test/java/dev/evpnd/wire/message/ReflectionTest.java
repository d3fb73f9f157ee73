package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.ReflectedAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriGenerator;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sending on by copying: attribute blocks and routes that are not read again.
class ReflectionTest {
    private static final int ORIGINATOR = 0x0a00_0001;
    private static final int CLUSTER = 0x0a00_00fe;

    @Test
    void addsOriginatorAndClusterListAndLeavesEveryOtherAttributeAsItCame() {
        var updates = new UpdateGenerator(new Random(41));
        var view = new UpdateView();
        for (int i = 0; i < 20_000; i++) {
            var update = updates.update(false);
            var message = new OctetWriter();
            update.encodeBody(message, Negotiated.DEFAULT);
            assertThat(view.wrap(message.array(), 0, message.length())).isTrue();
            var block = new OctetWriter();
            view.copyAttributeBlock(block);
            var reflected = reflect(block.toOctets());
            var before = decode(block.toOctets());
            assertThat(decode(reflected)).isEqualTo(expected(before.forPropagation()));
        }
    }

    private static PathAttributes expected(PathAttributes before) {
        var originator =
                before.find(OriginatorId.class)
                        .orElse(new OriginatorId(new BgpIdentifier(ORIGINATOR)));
        var cluster = new BgpIdentifier(CLUSTER);
        var clusters =
                before.find(ClusterList.class)
                        .map(list -> list.prepend(cluster))
                        .orElseGet(() -> ClusterList.of(cluster));
        return before.with(originator).with(clusters);
    }

    @Test
    void keepsOddHeadersAsTheyCameAndMarksOrDropsWhatNobodyUnderstands() {
        var odd =
                "50010001"
                        + "00" // ORIGIN with an Extended Length it does not need
                        + "c0080400010002"
                        + "c0f00101" // unknown and transitive
                        + "80f10102" // unknown and not transitive
                        + "c01008030c000000000008"; // out of order
        var reflected = reflect(Octets.ofHex(odd)).toHex();
        assertThat(reflected)
                .isEqualTo(
                        "5001000100"
                                + "c0080400010002"
                                + "8009040a000001"
                                + "800a040a0000fe"
                                + "e0f00101"
                                + "c01008030c000000000008");
    }

    @Test
    void prependsItsClusterWhereverTheListStands() {
        var received = "800a0401020304" + "80090405060708" + "40010100";
        assertThat(reflect(Octets.ofHex(received)).toHex())
                .isEqualTo("800a080a0000fe01020304" + "80090405060708" + "40010100");
    }

    @Test
    void givesALongClusterListAnExtendedLength() {
        var list = "0a0b0c0d".repeat(63);
        var reflected = reflect(Octets.ofHex("800afc" + list)).toHex();
        assertThat(reflected).isEqualTo("8009040a000001" + "900a0100" + "0a0000fe" + list);
    }

    @Test
    void packsRoutesIntoMessagesThatDecodeToTheSameRoutes() {
        var random = new Random(42);
        for (int i = 0; i < 300; i++) {
            var routes = manyRoutes(random);
            var nextHop = Octets.ofHex("0a000001").toByteArray();
            var block = Octets.ofHex("40010100" + "400200" + "40050400000064").toByteArray();
            var out = new OctetWriter();
            var packer = new UpdatePacker(out, random.nextBoolean() ? 4096 : 65535);
            packer.announce(UpdateView.EVPN, nextHop, 0, 4, block, 0, block.length);
            addAll(packer, routes);
            packer.withdraw(UpdateView.EVPN);
            addAll(packer, routes);
            packer.finish();
            assertThat(received(out)).isEqualTo(twice(routes));
        }
    }

    @Test
    void fillsEachMessageAsFarAsTheNextRouteWouldNotFit() {
        var route = Octets.ofHex("031100020000000500060000000320c0020102").toByteArray();
        var block = new byte[100];
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, 4096);
        packer.announce(UpdateView.EVPN, new byte[4], 0, 4, block, 0, block.length);
        for (int i = 0; i < 1_000; i++) {
            assertThat(packer.add(route, 0, route.length)).isTrue();
        }
        packer.finish();
        int first = BigEndian.u16(out.array(), 16);
        assertThat(first).isBetween(4096 - route.length + 1, 4096);
    }

    @Test
    void refusesARouteThatNoMessageCanHold() {
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, 4096);
        packer.announce(UpdateView.EVPN, new byte[4], 0, 4, new byte[4_050], 0, 4_050);
        assertThat(packer.add(new byte[19], 0, 19)).isFalse();
        packer.finish();
        assertThat(out.length()).isZero();
    }

    private static List<Nlri<EvpnRoute>> manyRoutes(Random random) {
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        for (int i = random.nextInt(60); i > 0; i--) {
            routes.addAll(NlriGenerator.evpn(random, false).routes());
        }
        return routes;
    }

    private static void addAll(UpdatePacker packer, List<Nlri<EvpnRoute>> routes) {
        var octets = new OctetWriter();
        for (var nlri : routes) {
            octets.clear();
            nlri.route().encode(octets);
            assertThat(packer.add(octets.array(), 0, octets.length())).isTrue();
        }
    }

    /// The routes of all messages: those announced, then those withdrawn.
    private static List<EvpnRoute> received(OctetWriter out) {
        var routes = new ArrayList<EvpnRoute>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            var decoded =
                    BgpMessage.decode(
                            out.array(), at, length, Negotiated.DEFAULT.withExtendedMessages(true));
            assertThat(decoded.faults()).isEmpty();
            var update = (Update) decoded.orElseThrow();
            var field =
                    update.mpReach()
                            .map(reach -> reach.nlri())
                            .or(() -> update.mpUnreach().map(unreach -> unreach.nlri()));
            ((EvpnNlri) field.orElseThrow()).routes().forEach(nlri -> routes.add(nlri.route()));
        }
        return routes;
    }

    private static List<EvpnRoute> twice(List<Nlri<EvpnRoute>> routes) {
        var twice = new ArrayList<EvpnRoute>();
        for (int i = 0; i < 2; i++) {
            routes.forEach(nlri -> twice.add(nlri.route()));
        }
        return twice;
    }

    private static Octets reflect(Octets block) {
        var out = new OctetWriter();
        ReflectedAttributes.write(out, block.toByteArray(), 0, block.length(), ORIGINATOR, CLUSTER);
        return out.toOctets();
    }

    private static PathAttributes decode(Octets block) {
        return PathAttributes.decode(block.reader(), Negotiated.DEFAULT).orElseThrow();
    }
}
