package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Whatever octets are, they tell something, and no more than there is room for in them.
@Timeout(60)
final class HostileOctetsTest {
    private static final long SEED = 20_261_130;
    private static final int SEEDS = 20;
    private static final int ROUNDS = 1000;

    private static final List<byte[]> DATAGRAMS =
            List.of(Recording.of("linux-6.18.txt"), Recording.of("linux-6.1-vlans.txt")).stream()
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
