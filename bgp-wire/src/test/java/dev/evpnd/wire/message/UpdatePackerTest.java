package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.AttributeGenerator;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.NlriGenerator;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Routes that are packed are the routes that are received: in messages of their own kind, with
/// their own next hop and attributes, in their order.
class UpdatePackerTest {
    private static final int LONGEST = 4096;
    private static final int LONGEST_EXTENDED = 65_535;
    private static final Negotiated SESSION = Negotiated.DEFAULT.withExtendedMessages(true);
    private static final Negotiated ADD_PATH =
            SESSION.withAddPath(Set.of(AddressFamily.L2VPN_EVPN), Set.of(AddressFamily.L2VPN_EVPN));

    private static final String MARKER = "ff".repeat(16);
    private static final String ROUTE = "0311000200000005000600000003" + "20c0020102";
    private static final String OTHER_ROUTE = "0311000200000005000600000004" + "20c0020103";
    private static final String ATTRIBUTES = "40010100" + "400200" + "40050400000064";

    @Test
    void writesAnnouncedRoutesBehindTheirNextHopAndTheBlockBehindThem() {
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, LONGEST);
        announce(packer, "c0000201", ATTRIBUTES);
        add(packer, ROUTE);
        add(packer, OTHER_ROUTE);
        packer.finish();
        assertThat(out.toOctets().toHex())
                .isEqualTo(
                        MARKER
                                + ("0058" + "02" + "0000" + "0041")
                                + ("900e" + "002f" + "001946" + "04" + "c0000201" + "00")
                                + (ROUTE + OTHER_ROUTE)
                                + ATTRIBUTES);
    }

    @Test
    void writesWithdrawnRoutesWithoutNextHopOrAttributesWhateverWasAnnouncedBefore() {
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, LONGEST);
        announce(packer, "c0000201", ATTRIBUTES);
        packer.withdraw(UpdateView.EVPN);
        add(packer, ROUTE);
        packer.finish();
        assertThat(out.toOctets().toHex())
                .isEqualTo(
                        MARKER
                                + ("0031" + "02" + "0000" + "001a")
                                + ("900f" + "0016" + "001946")
                                + ROUTE);
    }

    @Test
    void writesNothingWhereNoRouteWasAdded() {
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, LONGEST);
        announce(packer, "c0000201", ATTRIBUTES);
        packer.withdraw(UpdateView.EVPN);
        packer.finish();
        packer.finish();
        assertThat(out.length()).isZero();
    }

    /// Several groups one behind the other, each announced or withdrawn, most over many messages.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void packsRoutesIntoMessagesThatDecodeToTheSameRoutes(boolean addPath) {
        var random = new Random(42);
        for (int i = 0; i < 150; i++) {
            int longest = random.nextInt(3) == 0 ? LONGEST_EXTENDED : LONGEST;
            var out = new OctetWriter();
            var packer = new UpdatePacker(out, longest);
            var sent = new ArrayList<Update>();
            for (int group = 0; group < 4; group++) {
                sent.add(pack(packer, random, addPath));
            }
            packer.finish();
            var received = received(out, longest, addPath ? ADD_PATH : SESSION);
            assertThat(joined(received)).isEqualTo(joined(sent));
        }
    }

    /// @return what is packed as one UPDATE, however long
    private static Update pack(UpdatePacker packer, Random random, boolean addPath) {
        var routes = manyRoutes(random, addPath);
        if (random.nextBoolean()) {
            packer.withdraw(UpdateView.EVPN);
            addAll(packer, routes, addPath);
            return Update.of(PathAttributes.of(new MpUnreachNlri(new EvpnNlri(routes))));
        }
        var attributes = attributes(random);
        var nextHop = nextHop(random);
        // Neither stands alone in its array.
        var hopOctets = new OctetWriter().u16(0x5555).octets(nextHop.octets()).u8(0x55).array();
        var block = new OctetWriter().u24(0x555555);
        attributes.encode(block, SESSION);
        int blockLength = block.length() - 3;
        packer.announce(
                UpdateView.EVPN,
                hopOctets,
                2,
                nextHop.octets().length(),
                block.u8(0x55).toByteArray(),
                3,
                blockLength);
        addAll(packer, routes, addPath);
        return Update.of(attributes.with(new MpReachNlri(nextHop, new EvpnNlri(routes))));
    }

    /// Few enough attributes for a message to have room for a route.
    private static PathAttributes attributes(Random random) {
        var generator = new AttributeGenerator(random);
        while (true) {
            var attributes =
                    generator
                            .attributes()
                            .with(new Origin(random.nextInt(3)))
                            .with(generator.asPath(-1))
                            .without(AttributeCode.NEXT_HOP);
            var writer = new OctetWriter();
            attributes.encode(writer, SESSION);
            if (writer.length() < LONGEST / 2) {
                return attributes;
            }
        }
    }

    private static MpNextHop nextHop(Random random) {
        return random.nextInt(3) == 0
                ? MpNextHop.of(AddressGenerator.ipv6(random), AddressGenerator.ipv6(random))
                : MpNextHop.of(AddressGenerator.ipAddress(random));
    }

    private static List<Nlri<EvpnRoute>> manyRoutes(Random random, boolean addPath) {
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        for (int i = random.nextInt(60); i > 0; i--) {
            routes.addAll(NlriGenerator.evpn(random, addPath).routes());
        }
        return routes;
    }

    private static void addAll(UpdatePacker packer, List<Nlri<EvpnRoute>> routes, boolean addPath) {
        var octets = new OctetWriter();
        for (var nlri : routes) {
            octets.clear();
            octets.u16(0x5555);
            new EvpnNlri(List.of(nlri)).encode(octets, addPath);
            assertThat(packer.add(octets.array(), 2, octets.length() - 2)).isTrue();
        }
    }

    private static List<Update> received(OctetWriter out, int longest, Negotiated negotiated) {
        var updates = new ArrayList<Update>();
        int length;
        for (int at = 0; at < out.length(); at += length) {
            length = BigEndian.u16(out.array(), at + 16);
            assertThat(length).isLessThanOrEqualTo(longest);
            var decoded = BgpMessage.decode(out.array(), at, length, negotiated);
            assertThat(decoded.faults()).isEmpty();
            updates.add((Update) decoded.orElseThrow());
        }
        return updates;
    }

    /// The UPDATEs that differ only in their routes as one with the routes of all, empty ones left
    /// out.
    private static List<Update> joined(List<Update> updates) {
        var joined = new ArrayList<Update>();
        for (var update : updates) {
            if (routes(update).isEmpty()) {
                continue;
            }
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && with(last, List.of()).equals(with(update, List.of()))) {
                var both = new ArrayList<>(routes(last));
                both.addAll(routes(update));
                joined.set(joined.size() - 1, with(update, both));
            } else {
                joined.add(update);
            }
        }
        return joined;
    }

    private static List<Nlri<EvpnRoute>> routes(Update update) {
        assertThat(update.mpReach().isPresent()).isNotEqualTo(update.mpUnreach().isPresent());
        NlriField field =
                update.mpReach()
                        .map(MpReachNlri::nlri)
                        .or(() -> update.mpUnreach().map(MpUnreachNlri::nlri))
                        .orElseThrow();
        return ((EvpnNlri) field).routes();
    }

    private static Update with(Update update, List<Nlri<EvpnRoute>> routes) {
        var nlri = new EvpnNlri(routes);
        var attribute =
                update.mpReach().isPresent()
                        ? new MpReachNlri(update.mpReach().get().nextHop(), nlri)
                        : new MpUnreachNlri(nlri);
        return new Update(
                update.withdrawnRoutes(), update.pathAttributes().with(attribute), update.nlri());
    }

    /// In front of the first announced route stand 36 octets, of the first withdrawn one 30.
    @ParameterizedTest
    @CsvSource({"true, 36", "false, 30"})
    void fillsAMessageToTheLastOctetBeforeItBeginsTheNext(boolean announced, int head) {
        int blockLength = announced ? 100 : 0;
        int fill = LONGEST - head - blockLength - 19;
        assertThat(lengths(announced, blockLength, fill, 19)).containsExactly(LONGEST);
        assertThat(lengths(announced, blockLength, fill, 20))
                .containsExactly(LONGEST - 19, head + blockLength + 20);
    }

    private static List<Integer> lengths(boolean announced, int blockLength, int... routes) {
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, LONGEST);
        begin(packer, announced, blockLength);
        for (int length : routes) {
            assertThat(packer.add(new byte[length], 0, length)).isTrue();
        }
        packer.finish();
        var lengths = new ArrayList<Integer>();
        for (int at = 0; at < out.length(); at += lengths.getLast()) {
            lengths.add(BigEndian.u16(out.array(), at + 16));
        }
        return lengths;
    }

    private static void begin(UpdatePacker packer, boolean announced, int blockLength) {
        if (announced) {
            packer.announce(
                    UpdateView.EVPN, new byte[4], 0, 4, new byte[blockLength], 0, blockLength);
        } else {
            packer.withdraw(UpdateView.EVPN);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 36", "false, 30"})
    void refusesARouteThatNoMessageCanHoldAndTakesOneThatIsAnOctetShorter(
            boolean announced, int head) {
        var out = new OctetWriter();
        var packer = new UpdatePacker(out, LONGEST);
        int blockLength = announced ? LONGEST - head - 100 : 0;
        begin(packer, announced, blockLength);
        int most = LONGEST - head - blockLength;
        assertThat(packer.add(new byte[most + 1], 0, most + 1)).isFalse();
        assertThat(out.length()).isZero();
        assertThat(packer.add(new byte[most], 0, most)).isTrue();
        packer.finish();
        assertThat(out.length()).isEqualTo(LONGEST);
    }

    private static void announce(UpdatePacker packer, String nextHop, String block) {
        var hop = Octets.ofHex(nextHop).toByteArray();
        var attributes = Octets.ofHex(block).toByteArray();
        packer.announce(UpdateView.EVPN, hop, 0, hop.length, attributes, 0, attributes.length);
    }

    private static void add(UpdatePacker packer, String route) {
        var octets = Octets.ofHex(route).toByteArray();
        assertThat(packer.add(octets, 0, octets.length)).isTrue();
    }
}
