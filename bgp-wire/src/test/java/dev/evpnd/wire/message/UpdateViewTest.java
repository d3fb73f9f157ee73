package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// The view over an UPDATE and its record are two faces of one thing.
class UpdateViewTest {
    private static final int UPDATES = 20_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsWhatTheRecordHolds(boolean addPath) {
        var families =
                Set.of(
                        AddressFamily.L2VPN_EVPN,
                        AddressFamily.RT_CONSTRAINT,
                        AddressFamily.IPV4_UNICAST,
                        AddressFamily.IPV6_UNICAST);
        var negotiated =
                addPath ? Negotiated.DEFAULT.withAddPath(families, families) : Negotiated.DEFAULT;
        var updates = new UpdateGenerator(new Random(31));
        var view = new UpdateView();
        for (int i = 0; i < UPDATES; i++) {
            var update = updates.update(addPath);
            var writer = new OctetWriter();
            update.encodeBody(writer, negotiated);
            assertThat(view.wrap(writer.array(), 0, writer.length())).isTrue();
            assertAgreement(view, writer.array(), update, addPath);
        }
    }

    private static void assertAgreement(
            UpdateView view, byte[] body, Update update, boolean addPath) {
        assertThat(view.isEndOfRib()).isEqualTo(update.endOfRib().isPresent());
        assertThat(view.hasIpv4Unicast())
                .isEqualTo(!update.nlri().isEmpty() || !update.withdrawnRoutes().isEmpty());
        var block = new OctetWriter();
        view.copyAttributeBlock(block);
        assertThat(block.length()).isEqualTo(view.attributeBlockLength());
        assertThat(PathAttributes.decode(block.toOctets().reader(), Negotiated.DEFAULT))
                .isEqualTo(
                        Decoded.accepted(
                                update.pathAttributes()
                                        .without(AttributeCode.MP_REACH_NLRI)
                                        .without(AttributeCode.MP_UNREACH_NLRI)));
        var reach = update.mpReach();
        assertThat(view.hasReach()).isEqualTo(reach.isPresent());
        if (reach.isPresent()) {
            assertThat(view.reachFamily()).isEqualTo(number(reach.get().nlri().family()));
            var nextHop = Octets.copyOf(body, view.nextHopOffset(), view.nextHopLength());
            assertThat(nextHop).isEqualTo(reach.get().nextHop().octets());
        }
        var announced = new EvpnNlriView();
        reach.map(each -> each.nlri())
                .flatMap(UpdateViewTest::evpn)
                .ifPresent(
                        routes -> {
                            view.wrapReach(announced, addPath);
                            assertThat(walk(announced)).isEqualTo(routes);
                        });
        var unreach = update.mpUnreach();
        assertThat(view.hasUnreach()).isEqualTo(unreach.isPresent());
        unreach.ifPresent(
                each -> assertThat(view.unreachFamily()).isEqualTo(number(each.nlri().family())));
        unreach.map(each -> each.nlri())
                .flatMap(UpdateViewTest::evpn)
                .ifPresent(
                        routes -> {
                            view.wrapUnreach(announced, addPath);
                            assertThat(walk(announced)).isEqualTo(routes);
                        });
    }

    /// Over octets that may be anything: a view that calls an UPDATE regular finds the routes and
    /// the faults that the record finds.
    @Test
    void agreesWithTheRecordOnHostileOctets() {
        var random = new Random(32);
        var updates = new UpdateGenerator(random);
        var view = new UpdateView();
        int regular = 0;
        for (int i = 0; i < 100_000; i++) {
            var writer = new OctetWriter();
            updates.update(false).encodeBody(writer, Negotiated.DEFAULT);
            var bytes = writer.toByteArray();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int end = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            var field = Octets.copyOf(bytes, 0, end).toByteArray();
            if (view.wrap(field, 0, field.length)) {
                regular++;
                assertSameRoutes(view, field);
            } else {
                assertThat(decode(field).faults()).isNotEmpty();
            }
        }
        assertThat(regular).isGreaterThan(50_000);
    }

    private static void assertSameRoutes(UpdateView view, byte[] body) {
        if (!(decode(body) instanceof Decoded.Accepted<Update>(var update, var findings))) {
            return;
        }
        var route = new EvpnNlriView();
        if (view.hasReach() && view.reachFamily() == UpdateView.EVPN) {
            view.wrapReach(route, false);
            var routes = walk(route);
            var record = update.mpReach().map(reach -> reach.nlri()).flatMap(UpdateViewTest::evpn);
            assertThat(route.framingFault() == null).isEqualTo(record.isPresent());
            record.ifPresent(expected -> assertThat(routes).isEqualTo(expected));
        }
        if (view.hasUnreach() && view.unreachFamily() == UpdateView.EVPN) {
            view.wrapUnreach(route, false);
            var routes = walk(route);
            var record =
                    update.mpUnreach().map(unreach -> unreach.nlri()).flatMap(UpdateViewTest::evpn);
            assertThat(route.framingFault() == null).isEqualTo(record.isPresent());
            record.ifPresent(expected -> assertThat(routes).isEqualTo(expected));
        }
        assertThat(findings).extracting(Malformed::offset).allMatch(at -> at <= body.length);
    }

    @ParameterizedTest
    @CsvSource({
        "40010100, 0, 4",
        "800f03001946 40010100, 6, 4",
        "40010100 800f03001946, 0, 4",
        "40010100 800f03001946 400200, -1, 7",
        "800f03001946 40010100 800e09 001946 04 0a000001 00, 6, 4",
        "800e09 001946 04 0a000001 00 800f03001946 40010100, 18, 4",
        "40010100 800f03001946 800e09 001946 04 0a000001 00, 0, 4",
        "40010100 800f03001946 800e09 001946 04 0a000001 00 400200, -1, 7",
        "800f03001946, 6, 0",
        "'', 0, 0",
    })
    void saysWhereTheAttributeBlockStandsInOnePiece(String hex, int offset, int length) {
        var attributes = Octets.ofHex(hex.replace(" ", ""));
        var body =
                new OctetWriter().u16(0).u16(attributes.length()).octets(attributes).toByteArray();
        var view = new UpdateView();
        assertThat(view.wrap(body, 0, body.length)).isTrue();
        assertThat(view.attributeBlockOffset()).isEqualTo(offset < 0 ? -1 : 4 + offset);
        assertThat(view.attributeBlockLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000000",
                "00010000",
                "00000001",
                "0000000340010100",
                "000000024001",
                "00000004 800f0100",
                "00000005 800f020019",
                "00000004 c00f0100",
                "00000006 c00f03001946",
                "0000000c 800f03001946 800f03001946",
                "00000018 800e09 001946 04 0a000001 00 800e09 001946 04 0a000001 00",
                "0000000c c00e09 001946 04 0a000001 00",
                "00000005 800e020019",
                "0000000a 800e07 001946 02 0a00 00",
                "00000009 800e06 001946 04 0a00",
            })
    void callsNothingRegularThatTheRecordHasToJudge(String hex) {
        var body = Octets.ofHex(hex.replace(" ", "")).toByteArray();
        assertThat(new UpdateView().wrap(body, 0, body.length)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0000 0000, true",
        "0000 0006 800f03001946, true",
        "0001 00 0000, false",
        "0000 0000 00, false",
        "0000 0004 40010100, false",
        "0000 000a 40010100 800f03001946, false",
        "0000 000c 800e09 001946 04 0a000001 00, false",
    })
    void takesAnUpdateForAnEndOfRibMarkerThatSaysNothingElse(String hex, boolean marker) {
        var body = Octets.ofHex(hex.replace(" ", "")).toByteArray();
        var view = new UpdateView();
        assertThat(view.wrap(body, 0, body.length)).isTrue();
        assertThat(view.isEndOfRib()).isEqualTo(marker);
    }

    @Test
    void doesNotTakeAnUpdateWithABadRouteForAnEndOfRibMarker() {
        var body = Octets.ofHex("00000009800f060019460201ff").toByteArray();
        var view = new UpdateView();
        assertThat(view.wrap(body, 0, body.length)).isTrue();
        assertThat(view.isEndOfRib()).isFalse();
    }

    private static Decoded<Update> decode(byte[] body) {
        return Update.decode(Octets.copyOf(body).reader(), Negotiated.DEFAULT);
    }

    private static int number(AddressFamily family) {
        return family.afi() << 8 | family.safi();
    }

    private static Optional<List<Nlri<EvpnRoute>>> evpn(NlriField field) {
        return field instanceof EvpnNlri(var routes) ? Optional.of(routes) : Optional.empty();
    }

    private static List<Nlri<EvpnRoute>> walk(EvpnNlriView view) {
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        while (view.next()) {
            if (view.fault() == null) {
                routes.add(new Nlri<>(view.pathId(), view.toRoute()));
            }
        }
        return routes;
    }
}
