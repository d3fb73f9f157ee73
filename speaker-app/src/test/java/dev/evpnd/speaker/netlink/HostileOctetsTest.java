package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Whatever octets are, they tell something, and no more than there is room for in them.
@Timeout(60)
final class HostileOctetsTest {
    private static final long SEED = 20_261_130;
    private static final int SEEDS = 20;
    private static final int ROUNDS = 1000;

    private static final List<byte[]> DATAGRAMS =
            Stream.of("linux-6.18.txt", "linux-6.18-routes.txt", "linux-6.1-vlans.txt")
                    .map(Recording::of)
                    .flatMap(it -> it.datagrams().values().stream())
                    .flatMap(List::stream)
                    .toList();

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + SEEDS);
    }

    private static List<Told> decode(byte[] octets, int from, int to) {
        var told = Recording.decode(octets, from, to);
        // A message is of 16 octets at least; an entry for VNIs of 4.
        assertThat(told.size()).isLessThanOrEqualTo(octets.length / 4 + 1);
        assertThat(told)
                .allSatisfy(
                        it -> {
                            if (it instanceof Told.Faulty(_, var fault)) {
                                assertThat(fault).isNotEmpty();
                            }
                            if (it
                                    instanceof
                                    Told.Event(KernelEvent.PortVlansAre(PortVlans vlans))) {
                                assertThat(vlans.vlans()).hasSizeLessThanOrEqualTo(4094);
                                assertThat(vlans.tunnels()).hasSizeLessThanOrEqualTo(4094);
                            }
                        });
        var fault = new Fault();
        var bytes = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        var messages = new Messages(bytes, from, to, fault);
        while (messages.next()) {
            Reply.decode(messages, fault);
        }
        return told;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mutatedDatagramsTellSomething(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var octets = DATAGRAMS.get(random.nextInt(DATAGRAMS.size())).clone();
            for (int m = random.nextInt(1, 6); m > 0; m--) {
                int at = random.nextInt(octets.length);
                octets[at] =
                        (byte)
                                switch (random.nextInt(4)) {
                                    case 0 -> 0;
                                    case 1 -> 0xff;
                                    case 2 -> octets[at] ^ 1 << random.nextInt(8);
                                    default -> random.nextInt();
                                };
            }
            decode(
                    octets,
                    0,
                    random.nextInt(2) == 0 ? octets.length : random.nextInt(octets.length));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomOctetsTellSomething(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var octets = new byte[random.nextInt(200)];
            random.nextBytes(octets);
            if (octets.length > 16 && random.nextBoolean()) {
                // A header that is right, so that there is something behind it.
                ByteBuffer.wrap(octets)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0, octets.length)
                        .putShort(4, (short) random.nextInt(16, 125));
            }
            decode(octets, 0, octets.length);
        }
    }

    /// What is behind the end may be the rest of another datagram.
    @Test
    void nothingIsReadBehindTheEnd() {
        for (var datagram : DATAGRAMS) {
            int cut = datagram.length - 1;
            var before = decode(datagram, 0, cut);
            var other = datagram.clone();
            other[cut] ^= 0x55;
            assertThat(decode(other, 0, cut)).isEqualTo(before);
            assertThat(decode(Arrays.copyOf(datagram, cut), 0, cut)).isEqualTo(before);
            assertThat(before).last().isInstanceOf(Told.Faulty.class);
        }
    }

    /// Octets of one message: type, what is behind its header, and what is wrong with that.
    @ParameterizedTest
    @CsvSource({
        "16, 00000000, 4 octets where 16 are due",
        "16, 00000000000000000000000000000000, a device with the number 0",
        "16, 0000000001000000000000000000000003000300, an attribute of 3 octets where 4 are left",
        "16, 0000000001000000000000000000000005000300, an attribute of 5 octets where 4 are left",
        "16, 0000000001000000000000000000000009000300, an attribute of 9 octets where 4 are left",
        "16, 00000000010000000000000000000000060004000500, attribute 4 has 2 octets where 4 are due",
        "28, 070000000100000000000000, a forwarding entry without an address",
        "28, 070000000100000000000000060002000102, a forwarding entry whose address is none of Ethernet",
        "28, 0700000001000000000000000800070000000001, 'VLAN 0, VNIs 16777216 and 0'",
        "28, 0700000001000000000000000800070000000080, 'VLAN 0, VNIs -2147483648 and 0'",
        "28, 070000000100000000000000060005000010, 'VLAN 4096, VNIs 0 and 0'",
        "28, 020000000100000000000000, a neighbor without an address of its family",
        "28, 0a000000010000000000000008000100c6336402, a neighbor without an address of its family",
        "28, 020000000100000000000000070001000a0000, attribute 1 has 3 octets where 4 or 16 are due",
        "20, 0221000001000000080001000a000001, no address of the family 2 with 33 bits",
        "24, 02180000fe020001000000, 11 octets where 12 are due",
        "24, 02210000fe02000100000000080001000a000000, 10.0.0.0 for a prefix of 33 bits",
        "24, 02180000fe02000100000000, no address for a prefix of 24 bits",
        "24, 0a300000fe02000100000000080001000a000000, attribute 1 has 4 octets where 16 are due",
        "24, 02000000fe020001000000000800040000000080, a device with the number -2147483648",
        "25, 02000000fe020001000000000600050001020000, attribute 5 has 2 octets where 4 are due",
        "24, 02000000fe02000100000000050012000a000000, attribute 18 has 1 octets where 2 are due",
        "24, 02000000fe0200010000000008001200 0a000102, an address of the family 10 with 2 octets",
        "24, 02000000fe020001000000000a001200 0700010203040000, an address of the family 7 with 4 octets",
        "24, 02000000fe020001000000000a000900 080004000100, a hop of 0 octets where 6 are left",
        "24, 02000000fe020001000000000c000900 0700040001000000, a hop of 7 octets where 8 are left",
        "24, 02000000fe020001000000000c000900 0900040001000000, a hop of 9 octets where 8 are left",
        "24, 02000000fe020001000000000c000900 08000400010000ff, a device with the number -16777215",
        "24, 02000000fe0200010000000014000900 1000040001000000 0700050001020300, attribute 5 has 3 octets where 4 are due",
        "24, 02000000fe0200010000000014000900 1000040001000000 0900050001020300, an attribute of 9 octets where 8 are left",
        "120, 0700000001000000140001000800010064000000080002000a000000, VNIs from 100 to 10",
        // A range that begins and does not end; one that ends before it begins; a VLAN 4095.
        "16, 0700000001000000000000000000000008000a00020000000c001a00080002000800140000, a range of VLANs that does not end",
        "16, 0700000001000000000000000000000008000a000200000014001a00080002000800140008000200100010 00, VLANs from 20 to 16 behind 0 others",
        "16, 0700000001000000000000000000000008000a00020000000c001a00080002000000ff0f, VLANs from 4095 to 4095 behind 0 others"
    })
    void aFaultIsNamed(int type, String payload, String fault) {
        var octets = HexFormat.of().parseHex(payload.replace(" ", ""));
        var message =
                ByteBuffer.allocate(16 + octets.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(16 + octets.length)
                        .putShort((short) type)
                        .put(16, octets)
                        .array();
        assertThat(decode(message, 0, message.length))
                .first()
                .isEqualTo(new Told.Faulty(type, fault));
    }

    @Test
    void hopsAreBounded() {
        for (int hops : List.of(RouteEntry.MOST_HOPS, RouteEntry.MOST_HOPS + 1)) {
            int length = 12 + 4 + 8 * hops;
            var message =
                    ByteBuffer.allocate(16 + length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(16 + length)
                            .putShort((short) Rtnetlink.NEWROUTE)
                            .put(16, new byte[] {2, 0, 0, 0, (byte) 254, 4, 0, 1})
                            .putShort(28, (short) (4 + 8 * hops))
                            .putShort(30, (short) RouteDecoder.HOPS);
            for (int i = 0; i < hops; i++) {
                message.putShort(32 + 8 * i, (short) 8).putInt(36 + 8 * i, 1 + i);
            }
            var told = decode(message.array(), 0, message.capacity());
            if (hops > RouteEntry.MOST_HOPS) {
                assertThat(told)
                        .containsExactly(
                                new Told.Faulty(Rtnetlink.NEWROUTE, "more than 1000 hops"));
            } else {
                assertThat(told).hasSize(1).first().isInstanceOf(Told.Event.class);
            }
        }
    }

    /// What is not a route for all packets to a prefix: of another family, for packets of one
    /// source or one type of service, found for one destination, for a group.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "07000000fe02000100000000",
                "80000000fe02000100000000",
                "02002000fe02000100000000",
                "02000010fe02000100000000",
                "02000000fe02000100020000",
                "02000000fe02000500000000"
            })
    void whatIsNoRouteIsToldAsNothing(String payload) {
        var message =
                ByteBuffer.allocate(28)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(28)
                        .putShort((short) Rtnetlink.NEWROUTE)
                        .put(16, HexFormat.of().parseHex(payload))
                        .array();
        assertThat(decode(message, 0, 28)).containsExactly(new Told.Nothing());
        message[16 + 0] = 2;
        message[16 + 2] = 0;
        message[16 + 3] = 0;
        message[16 + 7] = 1;
        message[16 + 9] = 0;
        assertThat(decode(message, 0, 28)).hasSize(1).first().isInstanceOf(Told.Event.class);
    }

    /// A hundred ranges of all VLANs are of a thousand octets, and would be 400,000 VLANs.
    @Test
    void rangesOfVlansAreBounded() {
        var all = "0800020008000100" + "080002001000fe0f";
        var ranges = all.repeat(100);
        var family = "%02x%02x1a00".formatted((4 + 1600) & 0xff, (4 + 1600) >> 8);
        var octets =
                HexFormat.of()
                        .parseHex(
                                "07000000010000000000000000000000"
                                        + "08000a0002000000"
                                        + family
                                        + ranges);
        var message =
                ByteBuffer.allocate(16 + octets.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(16 + octets.length)
                        .putShort((short) 16)
                        .put(16, octets)
                        .array();
        assertThat(decode(message, 0, message.length))
                .containsExactly(new Told.Faulty(16, "VLANs from 1 to 4094 behind 4094 others"));
    }
}
