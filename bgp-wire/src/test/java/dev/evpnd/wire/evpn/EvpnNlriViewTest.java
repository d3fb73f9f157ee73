package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.Random;

/// What the walk makes of NLRI that are wrong.
class EvpnNlriViewTest {

    @ParameterizedTest
    @CsvSource({
        "ETHERNET_AD_LENGTH, 0118000000640000006400000000000000000000ffffffff0000",
        "MAC_IP_LENGTH, 020a00000064000000640000",
        "MAC_ADDRESS_LENGTH, 0221000000640000006400000000000000000000"
                + "0000002a20aabbccddeeff000000c8",
        "IP_ADDRESS_LENGTH, 0221000000640000006400000000000000000000"
                + "0000002a30aabbccddeeff400000c8",
        "MAC_IP_LENGTH, 0225000000640000006400000000000000000000"
                + "0000002a30aabbccddeeff000000c800000000",
        "MULTICAST_LENGTH, 031200020000000500060000000320c002010200",
        "ORIGINATOR_LENGTH, 031100020000000500060000000380c0020102",
        "SEGMENT_LENGTH, 0418000000640000006400000000000000000000200a00000100",
        "ORIGINATOR_LENGTH, 0417000000640000006400000000000000000000000a000001",
        "PREFIX_ROUTE_LENGTH, 05140000000000000000000000000000000000000000",
        "PREFIX_LENGTH, 05220000006400000064000000000000000000000000000a210a0a0a000a0a0a0a0003e8",
        "FIXED_PART_TRUNCATED, 060401020304",
        "MULTICAST_SOURCE, 060d0001c0000201000200000000ff",
        "MULTICAST_GROUP, 060e0001c000020100020000000000ff",
        "MULTICAST_ORIGINATOR, 060f0001c00002010002000000000000ff",
        "TRAILER, 06130001c0000201000200000000000020c0000201",
        "TRAILER, 06150001c0000201000200000000000020c00002010000",
        "FIXED_PART_TRUNCATED, 07150001c0000201000200000000000000000000000000",
        "MULTICAST_SOURCE, 07170001c000020100020000000000000000000000000000ff",
        "TRAILER, 071d0001c000020100020000000000000000000000000000000020c0000201",
        "TRAILER, 071f0001c000020100020000000000000000000000000000000020c00002010000",
        "FIXED_PART_TRUNCATED, 08150001c0000201000200000000000000000000000000",
        "MULTICAST_SOURCE, 08170001c000020100020000000000000000000000000000ff",
        "TRAILER, 08220001c00002010002000000000000000000000000000000" + "0020c00002010000000000",
        "TRAILER, 08240001c00002010002000000000000000000000000000000"
                + "0020c000020100000000000000",
        "FIXED_PART_TRUNCATED, 0a0b0001c00002010002000000",
        "MULTICAST_SOURCE, 0a0d0001c0000201000200000000ff",
        "TRAILER, 0a140001c0000201000200000000000020c000020100",
        "PER_REGION_LENGTH, 091300010101010100640000006400000000000000",
        "LEAF_ROUTE_KEY, 0b0403020000",
        "LEAF_ORIGINATOR, 0b1403110001c0000201000200000000200a00000120",
    })
    void namesTheFaultOfAnNlriWhoseFrameIsIntact(NlriFault fault, String hex) {
        var good = "03110002000000050006000000032001020304";
        var view = wrap(HexFormat.of().parseHex(good + hex + good), false);
        assertThat(view.next()).isTrue();
        assertThat(view.fault()).isNull();
        assertThat(view.next()).isTrue();
        assertThat(view.fault()).isEqualTo(fault);
        assertThat(view.next()).as("the walk goes on behind it").isTrue();
        assertThat(view.fault()).isNull();
        assertThat(view.toRoute()).isInstanceOf(InclusiveMulticastEthernetTag.class);
        assertThat(view.next()).isFalse();
        assertThat(view.framingFault()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "HEADER_TRUNCATED, 02, false",
        "LENGTH_OVERRUN, 020a010203, false",
        "PATH_ID_TRUNCATED, 000000, true",
        "HEADER_TRUNCATED, 00000007, true",
        "HEADER_TRUNCATED, 0000000702, true",
        "LENGTH_OVERRUN, 000000070205112233, true",
    })
    void stopsWhereTheFrameIsBroken(NlriFault fault, String hex, boolean addPath) {
        var view = wrap(HexFormat.of().parseHex(hex), addPath);
        assertThat(view.next()).isFalse();
        assertThat(view.framingFault()).isEqualTo(fault);
        assertThat(view.start()).isZero();
        assertThat(view.next()).as("and stays there").isFalse();
    }

    @Test
    void passesOverRouteTypesThatNobodyKnows() {
        var view = wrap(HexFormat.of().parseHex("6304aabbccdd0000"), false);
        assertThat(view.next()).isTrue();
        assertThat(view.isRecognized()).isFalse();
        assertThat(view.fault()).isNull();
        assertThat(view.toRoute().routeType()).isEqualTo(99);
        assertThat(view.next()).isTrue();
        assertThat(view.routeType()).isZero();
        assertThat(view.next()).isFalse();
        assertThat(view.framingFault()).isNull();
    }

    @Test
    void readsThePathIdentifierInFrontOfEachNlri() {
        var random = new Random(7);
        var writer = new OctetWriter();
        for (int i = 0; i < 1_000; i++) {
            writer.u32(i * 7);
            EvpnRouteGenerator.route(random).encode(writer);
        }
        var view = wrap(writer.toByteArray(), true);
        for (int i = 0; i < 1_000; i++) {
            assertThat(view.next()).isTrue();
            assertThat(view.pathId()).isEqualTo(i * 7);
            assertThat(view.routeStart()).isEqualTo(view.start() + 4);
        }
        assertThat(view.next()).isFalse();
        assertThat(view.framingFault()).isNull();
    }

    @Test
    void knowsNothingOfTheFieldItWasLaidOverBefore() {
        var route = "03110002000000050006000000032001020304";
        var view = wrap(HexFormat.of().parseHex("00000007" + "0201ff" + "00000007" + "02"), true);
        assertThat(view.next()).isTrue();
        assertThat(view.pathId()).isEqualTo(7);
        assertThat(view.fault()).isNotNull();
        assertThat(view.next()).isFalse();
        assertThat(view.framingFault()).isNotNull();

        var octets = HexFormat.of().parseHex(route);
        view.wrap(octets, 0, octets.length, false);
        assertThat(view.fault()).isNull();
        assertThat(view.framingFault()).isNull();
        assertThat(view.next()).isTrue();
        assertThat(view.pathId()).isZero();
        assertThat(view.fault()).isNull();
        assertThat(view.next()).isFalse();
    }

    @Test
    void readsNothingOutsideItsFieldWhateverTheOctets() {
        var random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            var writer = new OctetWriter();
            EvpnRouteGenerator.route(random).encode(writer);
            EvpnRouteGenerator.route(random).encode(writer);
            var bytes = writer.toByteArray();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            // The array ends where the field does: reading on would be out of bounds.
            int cut = random.nextInt(bytes.length + 1);
            var field = new byte[cut];
            System.arraycopy(bytes, 0, field, 0, cut);
            readAll(wrap(field, random.nextInt(4) == 0));
        }
    }

    private static void readAll(EvpnNlriView view) {
        while (view.next()) {
            if (view.fault() != null) {
                continue;
            }
            var route = view.toRoute();
            var key = new byte[view.keyLength()];
            view.copyKey(key, 0);
            assertThat(route.routeType()).isEqualTo(view.routeType());
        }
    }

    private static EvpnNlriView wrap(byte[] bytes, boolean addPath) {
        var view = new EvpnNlriView();

        view.wrap(bytes, 0, bytes.length, addPath);
        return view;
    }
}
