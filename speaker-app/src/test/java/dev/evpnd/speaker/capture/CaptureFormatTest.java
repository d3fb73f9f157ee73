package dev.evpnd.speaker.capture;

import static dev.evpnd.speaker.capture.CaptureWriter.TIME;
import static dev.evpnd.speaker.capture.Talk.CLIENT;
import static dev.evpnd.speaker.capture.Talk.SERVER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

final class CaptureFormatTest {
    private static final int RAW = 101;
    private static final byte[] KEEPALIVE = Captures.keepalive();
    private static final Octets MESSAGE = Octets.copyOf(KEEPALIVE);
    private static final byte[] PACKET = Ip.segment(CLIENT, SERVER, 1, 0, 0, KEEPALIVE);
    private static final byte[] NO_OPTIONS = {};

    private static ByteOrder order(String name) {
        return name.equals("big") ? BIG_ENDIAN : LITTLE_ENDIAN;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "big, a1b2c3d4, 123456", "little, a1b2c3d4, 123456",
        "big, a1b23c4d, 123456000", "little, a1b23c4d, 123456000"
    })
    void readsPcapOfBothByteOrdersAndResolutions(String order, String magic, long fraction) {
        var file =
                new CaptureWriter(order(order))
                        .pcapHeader(Integer.parseUnsignedInt(magic, 16), RAW)
                        .pcapPacket(TIME.getEpochSecond(), fraction, PACKET.length, PACKET)
                        .bytes();

        var stream = new CapturedStream(0, Direction.FROM_CLIENT, CLIENT, SERVER);
        assertThat(Captures.read(file).events())
                .containsExactly(new CapturedMessage(TIME, stream, 0, MESSAGE));
        assertThat(CaptureReader.looksLikeCapture(Arrays.copyOf(file, 4))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"big", "little"})
    void readsAllPacketBlocksOfPcapng(String order) {
        long micros = TIME.getEpochSecond() * 1_000_000 + 123_456;
        var second = Ip.segment(CLIENT, SERVER, 20, 0, 0, KEEPALIVE);
        var third = Ip.segment(CLIENT, SERVER, 39, 0, 0, KEEPALIVE);
        var file =
                new CaptureWriter(order(order))
                        .section()
                        .block(0x0bad, new byte[9])
                        .interfaceDescription(RAW, 0, NO_OPTIONS)
                        .enhancedPacket(0, micros, PACKET)
                        .block(5, new byte[12])
                        .oldPacket(0, micros + 1, second)
                        .simplePacket(third.length, third)
                        .bytes();

        var read = Captures.read(file);

        assertThat(read.only(CapturedMessage.class))
                .extracting(CapturedMessage::timestamp)
                .containsExactly(TIME, TIME.plusNanos(1000), Instant.EPOCH);
        assertThat(read.only(MalformedCapture.class)).isEmpty();
        assertThat(CaptureReader.looksLikeCapture(Arrays.copyOf(file, 4))).isTrue();
    }

    @Test
    void readsSectionsOfDifferentByteOrderWithInterfacesOfTheirOwn() {
        var first =
                new CaptureWriter(BIG_ENDIAN)
                        .section()
                        .interfaceDescription(RAW, 0, NO_OPTIONS)
                        .enhancedPacket(0, 0, PACKET)
                        .bytes();
        var ethernet = Ip.concat(new byte[12], hex("0800"), PACKET);
        var second =
                new CaptureWriter(LITTLE_ENDIAN)
                        .section()
                        .interfaceDescription(1, 0, NO_OPTIONS)
                        .enhancedPacket(0, 0, ethernet)
                        .enhancedPacket(1, 0, ethernet)
                        .bytes();

        var read = Captures.read(Ip.concat(first, second));

        assertThat(read.summary().packets()).isEqualTo(2);
        assertThat(read.summary().segments()).isEqualTo(2);
        assertThat(read.only(MalformedCapture.class))
                .extracting(MalformedCapture::reason)
                .containsExactly("an interface that was described before its packet");
    }

    @ParameterizedTest
    @CsvSource({
        "06, 1700000000123456, 0, 1700000000, 123456000",
        "09, 1700000000123456789, 0, 1700000000, 123456789",
        "03, 1700000000123, 0, 1700000000, 123000000",
        "00, 1700000000, 5, 1700000005, 0",
        "0c, 1700000000123456, 0, 1700, 123",
        "8a, 1740800000512, 0, 1700000000, 500000000",
        "ff, 5, 0, 0, 0"
    })
    void readsTimestampsOfEveryResolution(
            String tsresol, long ticks, long offset, long seconds, long nanos) {
        var options =
                new CaptureWriter(BIG_ENDIAN)
                        .option(2, hex("6574683000"))
                        .option(9, hex(tsresol))
                        .option(14, hex("%016x".formatted(offset)))
                        .option(0, NO_OPTIONS)
                        .bytes();
        var file =
                new CaptureWriter(BIG_ENDIAN)
                        .section()
                        .interfaceDescription(RAW, 0, options)
                        .enhancedPacket(0, ticks, PACKET)
                        .bytes();

        assertThat(Captures.read(file).only(CapturedMessage.class))
                .extracting(CapturedMessage::timestamp)
                .containsExactly(Instant.ofEpochSecond(seconds, nanos));
    }

    @Test
    void takesNearestInstantWhereATimestampIsBeyondAll() {
        var options = new CaptureWriter(BIG_ENDIAN).option(9, hex("00")).bytes();
        var file =
                new CaptureWriter(BIG_ENDIAN)
                        .section()
                        .interfaceDescription(RAW, 0, options)
                        .enhancedPacket(0, -1, PACKET)
                        .bytes();

        assertThat(Captures.read(file).only(CapturedMessage.class))
                .extracting(CapturedMessage::timestamp)
                .containsExactly(Instant.MAX);
    }

    @Test
    void takesSnapLengthForTheLengthOfASimplePacket() {
        var cut = Arrays.copyOf(PACKET, PACKET.length - 4);
        var file =
                new CaptureWriter(LITTLE_ENDIAN)
                        .section()
                        .interfaceDescription(RAW, cut.length, NO_OPTIONS)
                        .simplePacket(PACKET.length, PACKET)
                        .bytes();

        assertThat(Captures.read(file).only(Gap.class))
                .extracting(Gap::offset, Gap::length)
                .containsExactly(tuple(15L, 4L));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0000000000010000000000020800",
        "1, 000000000001000000000002810000640800",
        "1, 00000000000100000000000288a80064810000c80800",
        "1, 000000000001000000000002910000648100ffff0800",
        "113, 00000001000600000000000100000800",
        "276, 0800000000000003000100060000000000010000",
        "0, 02000000",
        "0, 00000002",
        "108, 00000002",
        "101, ''",
        "12, ''",
        "228, ''"
    })
    void readsEveryLinkType(int linkType, String header) {
        var file = CaptureWriter.pcap(linkType, Ip.concat(hex(header), PACKET));

        assertThat(Captures.read(file).messages()).containsExactly(MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 00000000000100000000000286dd",
        "0, 1e000000",
        "108, 00000018",
        "101, ''",
        "229, ''"
    })
    void readsIpv6OnEveryLinkType(int linkType, String header) {
        var client = Ip.endpoint("2001:db8::1", 179);
        var server = Ip.endpoint("2001:db8::2", 50_000);
        var packet = Ip.segment(client, server, 1, 0, 0, KEEPALIVE);

        var read = Captures.read(CaptureWriter.pcap(linkType, Ip.concat(hex(header), packet)));

        assertThat(read.only(CapturedMessage.class))
                .extracting(message -> message.stream().source().toString())
                .containsExactly("[2001:db8::1]:179");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 0600050200000000",
                "2b 06000400000000ff",
                "3c 0601000000000000 0000000000000000",
                "2c 060000000000000a",
                "33 0601000000000000 00000000",
                "00 2b00050200000000 3c00000000000000 0600000000000000"
            })
    void readsPastIpv6ExtensionHeaders(String extensions) {
        var octets = hex(extensions.replace(" ", ""));
        var client = Ip.endpoint("2001:db8::1", 40_000);
        var server = Ip.endpoint("2001:db8::2", 179);
        var tcp = Ip.tcp(client, server, 1, 0, 0, KEEPALIVE);
        var payload = Ip.concat(Arrays.copyOfRange(octets, 1, octets.length), tcp);
        var packet = Ip.ipv6(client.address(), server.address(), octets[0], payload);

        assertThat(Captures.read(CaptureWriter.pcap(RAW, packet)).messages())
                .containsExactly(MESSAGE);
    }

    @Test
    void countsWhatIsNoWholeTcpSegment() {
        var tcp = Ip.tcp(CLIENT, SERVER, 1, 0, 0, KEEPALIVE);
        var from = CLIENT.address();
        var to = SERVER.address();
        var v6 = IpAddress.parse("2001:db8::1");
        var file =
                CaptureWriter.pcap(
                        RAW,
                        Ip.ipv4(from, to, 6, 0x2000, NO_OPTIONS, tcp),
                        Ip.ipv4(from, to, 6, 0x0001, NO_OPTIONS, tcp),
                        Ip.ipv6(v6, v6, 44, Ip.concat(hex("0600000100000000"), tcp)),
                        Ip.ipv4(from, to, 17, 0, NO_OPTIONS, tcp),
                        Ip.ipv4(from, to, 6, 0, NO_OPTIONS, Arrays.copyOf(tcp, 19)),
                        Ip.ipv4(from, to, 6, 0x4000, hex("01010100"), tcp),
                        hex("45"));

        var read = Captures.read(file);

        assertThat(read.summary()).isEqualTo(new CaptureSummary(7, 1, 3, 1, 2, 0, 1, 0));
        assertThat(read.messages()).containsExactly(MESSAGE);
    }

    @Test
    void ignoresPaddingBehindTheIpPacket() {
        var first = Ip.concat(new byte[12], hex("0800"), PACKET, new byte[6]);
        var second =
                Ip.concat(
                        new byte[12], hex("0800"), Ip.segment(CLIENT, SERVER, 20, 0, 0, KEEPALIVE));

        assertThat(Captures.read(CaptureWriter.pcap(1, first, second)).messages()).hasSize(2);
    }

    @Test
    void takesAllOctetsWhereTheTotalLengthIsZero() {
        var packet = PACKET.clone();
        packet[2] = 0;
        packet[3] = 0;

        assertThat(Captures.read(CaptureWriter.pcap(RAW, packet)).messages())
                .containsExactly(MESSAGE);
    }

    @Test
    void tellsAnUnsupportedLinkTypeOnce() {
        var read = Captures.read(CaptureWriter.pcap(147, PACKET, PACKET));

        assertThat(read.events())
                .containsExactly(
                        new MalformedCapture(
                                24, "a link type of Ethernet, Linux cooked, raw IP or BSD"));
        assertThat(read.summary().otherPackets()).isEqualTo(2);
    }

    @Test
    void knowsWhatIsNoCapture() {
        assertThat(
                        List.of("ffffffff", "7b226b69", "a1b2c3", "", "00000000").stream()
                                .map(CaptureFormatTest::hex)
                                .map(CaptureReader::looksLikeCapture))
                .containsOnly(false);
        assertThat(Captures.read(hex("ffffffff")).events())
                .containsExactly(new MalformedCapture(0, "the magic number of pcap or pcapng"));
    }

    @Test
    void endsAtAPacketBeyondTheLargest() {
        var file =
                new CaptureWriter(LITTLE_ENDIAN)
                        .pcapHeader(0xa1b2c3d4, RAW)
                        .pcapPacket(0, 0, PACKET.length, PACKET)
                        .u32(0)
                        .u32(0)
                        .u32(CaptureReader.MAX_PACKET_SIZE + 1)
                        .u32(0)
                        .bytes();

        var read = Captures.read(file);

        assertThat(read.messages()).containsExactly(MESSAGE);
        assertThat(read.only(MalformedCapture.class))
                .containsExactly(
                        new MalformedCapture(
                                40 + PACKET.length, "a packet of at most 262144 octets"));
    }

    @Test
    void goesOnBehindAPcapngPacketBeyondTheLargest() {
        var file =
                new CaptureWriter(LITTLE_ENDIAN)
                        .section()
                        .interfaceDescription(RAW, 0, NO_OPTIONS)
                        .enhancedPacket(0, 0, new byte[CaptureReader.MAX_PACKET_SIZE + 1])
                        .block(0x4000_0001, new byte[1_000_000])
                        .enhancedPacket(0, 0, PACKET)
                        .bytes();

        var read = Captures.read(file);

        assertThat(read.messages()).containsExactly(MESSAGE);
        assertThat(read.only(MalformedCapture.class)).hasSize(1);
    }

    @Test
    void goesOnBehindAPacketLongerThanItsBlock() {
        var lying = new CaptureWriter(BIG_ENDIAN).u32(0).packetBody(0, 10_000, PACKET).bytes();
        var file =
                new CaptureWriter(BIG_ENDIAN)
                        .section()
                        .interfaceDescription(RAW, 0, NO_OPTIONS)
                        .block(6, lying)
                        .enhancedPacket(0, 0, PACKET)
                        .bytes();

        var read = Captures.read(file);

        assertThat(read.messages()).containsExactly(MESSAGE);
        assertThat(read.only(MalformedCapture.class))
                .containsExactly(new MalformedCapture(48, "a captured length within the block"));
    }
}
