package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/// What is asked is an entry as the kernel tells it: it is read again as what it was.
final class RequestEncoderTest {
    private static final int SEQUENCE = 77;
    private static final ForwardingEntry FORWARDING =
            new ForwardingEntry(
                    300,
                    0,
                    MacAddress.parse("02:aa:bb:cc:dd:11"),
                    4094,
                    0x42,
                    0x56,
                    IpAddress.parse("198.51.100.2"),
                    16_777_215,
                    77,
                    268_435_458);
    private static final ForwardingEntry LEAST =
            new ForwardingEntry(1, 0, new MacAddress(0), 0, 0, 0, null, 0, 0, 0);
    private static final NeighborEntry NEIGHBOR =
            new NeighborEntry(
                    300,
                    IpAddress.parse("2001:db8::9"),
                    MacAddress.parse("02:aa:bb:cc:dd:11"),
                    0x40,
                    0x90,
                    186);
    private static final NeighborEntry LEAST_NEIGHBOR =
            new NeighborEntry(1, IpAddress.parse("198.51.100.9"), null, 0, 0, 0);

    private static Messages written(ByteOrder order, KernelRequest... requests) {
        var bytes = ByteBuffer.allocate(1 << 12).order(order);
        var writer = new MessageWriter(bytes);
        int sequence = SEQUENCE;
        for (var request : requests) {
            RequestEncoder.change(request, sequence++, writer);
        }
        return new Messages(bytes, 0, writer.length(), new Fault());
    }

    @Test
    void everyFieldIsReadAgainInBothByteOrders() {
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var messages =
                    written(
                            order,
                            new KernelRequest.PutForwarding(FORWARDING, How.REPLACE),
                            new KernelRequest.RemoveForwarding(LEAST),
                            new KernelRequest.PutNeighbor(NEIGHBOR),
                            new KernelRequest.RemoveNeighbor(LEAST_NEIGHBOR));
            var told = new ArrayList<Told>();
            var sequences = new ArrayList<Integer>();
            while (messages.next()) {
                sequences.add(messages.sequence());
                EventDecoder.decode(messages, told::add);
            }
            assertThat(told)
                    .as(order.toString())
                    .containsExactly(
                            new Told.Event(new KernelEvent.ForwardingIs(FORWARDING)),
                            new Told.Event(new KernelEvent.ForwardingGone(LEAST)),
                            new Told.Event(new KernelEvent.NeighborIs(NEIGHBOR)),
                            new Told.Event(new KernelEvent.NeighborGone(LEAST_NEIGHBOR)));
            assertThat(sequences).containsExactly(77, 78, 79, 80);
        }
    }

    @Test
    void octetsAreThoseOfTheKernelsStructures() {
        var bytes = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
        var writer = new MessageWriter(bytes);
        RequestEncoder.change(new KernelRequest.PutForwarding(FORWARDING, How.APPEND), 1, writer);
        writer.addFlags(Rtnetlink.ACK);
        var octets = new byte[writer.length()];
        bytes.get(0, octets);
        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo(
                        // nlmsghdr: length, RTM_NEWNEIGH, REQUEST | ACK | CREATE | APPEND
                        "500000001c00050c0100000000000000"
                                // ndmsg: AF_BRIDGE, device, state, flags
                                + "070000002c01000042005600"
                                + "0a00020002aabbccdd110000"
                                + "08000100c6336402"
                                + "06000500fe0f0000"
                                + "08000700ffffff00"
                                + "08000b004d000000"
                                + "08000d0002000010");
    }

    private static RouteEntry route(String prefix, int type, int nextHop, RouteEntry.Hop... hops) {
        return new RouteEntry(
                -2, IpPrefix.parse(prefix), 222, type, 0xffff_fffeL, nextHop, List.of(hops));
    }

    private static RouteEntry.Hop hop(String gateway, boolean isOnLink, int weight) {
        return new RouteEntry.Hop(300, IpAddress.parse(gateway), isOnLink, weight);
    }

    private static RouteEntry.Hop encapsulated(@Nullable String local, String remote) {
        return new RouteEntry.Hop(
                300,
                IpAddress.parse("fe80::9"),
                true,
                1,
                Encapsulation.vxlan(
                        0xff_ffff,
                        local == null ? null : IpAddress.parse(local),
                        IpAddress.parse(remote)));
    }

    @Test
    void routesAreReadAgainInBothByteOrders() {
        var device = new RouteEntry.Hop(0x0102_0304, null, false, 1);
        var routes =
                List.of(
                        route("10.1.0.0/16", 1, 0, hop("198.51.100.9", true, 1)),
                        route("0.0.0.0/0", 1, 0, hop("2001:db8::9", false, 1)),
                        route("10.1.0.1/32", 1, 0, device),
                        route("10.1.0.0/16", 6, 0),
                        route("10.1.0.0/16", 1, 268_435_458),
                        route(
                                "10.1.0.0/16",
                                1,
                                0,
                                hop("2001:db8::9", true, 256),
                                hop("198.51.100.9", false, 2),
                                device),
                        route("10.1.0.0/16", 1, 0, encapsulated("198.51.100.1", "198.51.100.9")),
                        route(
                                "2001:db8::/33",
                                1,
                                0,
                                encapsulated("2001:db8::1", "2001:db8::9"),
                                encapsulated(null, "198.51.100.9"),
                                hop("fe80::1", true, 1)),
                        route("2001:db8::/33", 1, 0, hop("::ffff:198.51.100.9", true, 1)),
                        route("::/0", 1, 0, hop("2001:db8::9", true, 7), hop("fe80::1", false, 1)));
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (var route : routes) {
                var messages =
                        written(
                                order,
                                new KernelRequest.PutRoute(route),
                                new KernelRequest.RemoveRoute(route));
                var told = new ArrayList<Told>();
                while (messages.next()) {
                    EventDecoder.decode(messages, told::add);
                }
                assertThat(told)
                        .as(order.toString())
                        .containsExactly(
                                new Told.Event(new KernelEvent.RouteIs(route, true)),
                                new Told.Event(
                                        new KernelEvent.RouteGone(
                                                new RouteEntry(
                                                        -2,
                                                        route.prefix(),
                                                        222,
                                                        RouteType.ANY,
                                                        0xffff_fffeL,
                                                        0,
                                                        List.of()))));
            }
        }
    }

    @Test
    void octetsOfARouteAreThoseOfTheKernelsStructures() {
        var bytes = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
        var writer = new MessageWriter(bytes);
        RequestEncoder.change(
                new KernelRequest.PutRoute(
                        route(
                                "10.1.0.0/16",
                                1,
                                0,
                                hop("198.51.100.9", true, 1),
                                hop("2001:db8::9", false, 3))),
                1,
                writer);
        var octets = new byte[writer.length()];
        bytes.get(0, octets);
        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo(
                        // nlmsghdr: length, RTM_NEWROUTE, REQUEST | REPLACE | CREATE
                        "6800000018000105"
                                + "0100000000000000"
                                // rtmsg: AF_INET, 16 bits, …, RTN_UNICAST, flags
                                + "0210000000de000100000000"
                                + "08000f00feffffff"
                                + "080001000a010000"
                                + "08000600feffffff"
                                // RTA_MULTIPATH, rtnexthop: length, flags, weight less 1, device
                                + "34000900"
                                + "100004002c010000"
                                + "08000500c6336409"
                                + "200000022c010000"
                                // RTA_VIA: AF_INET6, the address, padded
                                + "160012000a00"
                                + "20010db8000000000000000000000009"
                                + "0000");
    }

    @Test
    void theLongestRouteHasRoom() {
        var hops = Collections.nCopies(RouteEntry.MOST_HOPS, hop("2001:db8::9", true, 256));
        var bytes = ByteBuffer.allocate(RouteEncoder.LONGEST_MESSAGE);
        var writer = new MessageWriter(bytes);
        var route = route("10.1.0.0/16", 1, 0, hops.toArray(RouteEntry.Hop[]::new));
        RequestEncoder.change(new KernelRequest.PutRoute(route), 1, writer);
        var messages = new Messages(bytes, 0, writer.length(), new Fault());
        assertThat(messages.next()).isTrue();
        var told = new ArrayList<Told>();
        EventDecoder.decode(messages, told::add);
        assertThat(told).containsExactly(new Told.Event(new KernelEvent.RouteIs(route, true)));
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void whatBecomesOfAnEntryThatIsThereIsAFlag(How how) {
        var messages =
                written(ByteOrder.LITTLE_ENDIAN, new KernelRequest.PutForwarding(FORWARDING, how));
        assertThat(messages.next()).isTrue();
        assertThat(messages.type()).isEqualTo(Rtnetlink.NEWNEIGH);
        int own =
                switch (how) {
                    case REPLACE -> 0x100;
                    case CREATE -> 0x200;
                    case APPEND -> 0x800;
                };
        for (int flag : List.of(0x100, 0x200, 0x800)) {
            assertThat(messages.hasFlags(flag)).isEqualTo(flag == own);
        }
        assertThat(messages.hasFlags(0x400 | 1)).isTrue();
    }
}
