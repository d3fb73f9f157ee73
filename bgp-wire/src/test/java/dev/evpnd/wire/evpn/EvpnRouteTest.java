package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/// The laws that hold for every route type, over random routes.
class EvpnRouteTest {
    private static final int ROUTES_PER_TYPE = 5_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void decodesEveryRouteThatWasEncoded(int type) {
        var random = new Random(type);
        for (int i = 0; i < ROUTES_PER_TYPE; i++) {
            var route = EvpnRouteGenerator.route(random, type);
            var view = viewOf(route);
            assertThat(view.fault()).isNull();
            assertThat(view.toRoute()).isEqualTo(route);
            assertThat(view.next()).isFalse();
            assertThat(view.framingFault()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void givesTheSameFieldsFromTheViewAndFromTheRecord(int type) {
        var random = new Random(100 + type);
        for (int i = 0; i < ROUTES_PER_TYPE; i++) {
            var route = EvpnRouteGenerator.route(random, type);
            var view = viewOf(route);
            assertThat(view.routeType()).isEqualTo(route.routeType());
            assertThat(view.isRecognized()).isTrue();
            compareFields(route, view);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void isMadeAgainOfItsKeyAndItsRemainder(int type) {
        var random = new Random(200 + type);
        for (int i = 0; i < ROUTES_PER_TYPE; i++) {
            var route = EvpnRouteGenerator.route(random, type);
            var view = viewOf(route);
            var key = new byte[view.keyLength()];
            view.copyKey(key, 0);
            var remainder = new byte[view.remainderLength()];
            view.copyRemainder(remainder, 0);
            var again = new OctetWriter();
            RouteParts.write(again, key, 0, key.length, remainder, 0, remainder.length);
            var octets = new OctetWriter();
            route.encode(octets);
            assertThat(again.toOctets()).isEqualTo(octets.toOctets());
            assertThat(withdrawn(key).key()).isEqualTo(Octets.copyOf(key));
        }
    }

    private static EvpnRoute withdrawn(byte[] key) {
        var octets = new OctetWriter();
        RouteParts.writeWithdrawal(octets, key, 0, key.length);
        var view = new EvpnNlriView();
        view.wrap(octets.array(), 0, octets.length(), false);
        assertThat(view.next()).isTrue();
        assertThat(view.fault()).isNull();
        return view.toRoute();
    }

    private static void compareFields(EvpnRoute route, EvpnNlriView view) {
        switch (route) {
            case EthernetAutoDiscovery r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetSegmentId()).isEqualTo(r.ethernetSegmentId());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
                assertThat(view.label1Bits()).isEqualTo(r.label().bits());
            }
            case MacIpAdvertisement r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetSegmentId()).isEqualTo(r.ethernetSegmentId());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
                assertThat(view.macAddressBits()).isEqualTo(r.macAddress().bits());
                assertThat(view.ipAddress()).isEqualTo(r.ipAddress());
                var ip = r.ipAddress();
                assertThat(view.ipBitLength()).isEqualTo(ip == null ? 0 : ip.bitLength());
                assertThat(octets(view, view.ipOffset(), view.ipBitLength() / 8))
                        .isEqualTo(octets(ip));
                assertThat(view.label1Bits()).isEqualTo(r.label1().bits());
                assertThat(view.hasLabel2() ? new Label24(view.label2Bits()) : null)
                        .isEqualTo(r.label2());
            }
            case InclusiveMulticastEthernetTag r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
                assertThat(view.originatingRouter()).isEqualTo(r.originatingRouter());
            }
            case EthernetSegmentRoute r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetSegmentId()).isEqualTo(r.ethernetSegmentId());
                assertThat(view.originatingRouter()).isEqualTo(r.originatingRouter());
            }
            case IpPrefixAdvertisement r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetSegmentId()).isEqualTo(r.ethernetSegmentId());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
                assertThat(view.prefix()).isEqualTo(r.prefix());
                assertThat(view.gateway()).isEqualTo(r.gateway());
                assertThat(view.label1Bits()).isEqualTo(r.label().bits());
            }
            case SelectiveMulticastEthernetTag r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
            }
            case MulticastMembershipReportSynch r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetSegmentId()).isEqualTo(r.ethernetSegmentId());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
            }
            case MulticastLeaveSynch r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetSegmentId()).isEqualTo(r.ethernetSegmentId());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
            }
            case PerRegionIPmsiAutoDiscovery r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
            }
            case SPmsiAutoDiscovery r -> {
                assertThat(view.routeDistinguisherBits()).isEqualTo(r.routeDistinguisher().bits());
                assertThat(view.ethernetTagBits()).isEqualTo(r.ethernetTag().id());
            }
            case LeafAutoDiscovery r ->
                    assertThat(view.routeDistinguisher()).isEqualTo(r.routeDistinguisher());
            case UnrecognizedRoute r -> throw new AssertionError("has no fields: " + r);
        }
    }

    private static Octets octets(EvpnNlriView view, int offset, int length) {
        return Octets.copyOf(view.array(), offset, length);
    }

    private static Octets octets(@Nullable IpAddress address) {
        var writer = new OctetWriter();
        if (address != null) {
            address.encode(writer);
        }
        return writer.toOctets();
    }

    static EvpnNlriView viewOf(EvpnRoute route) {
        var writer = new OctetWriter();
        route.encode(writer);
        var view = new EvpnNlriView();
        view.wrap(writer.array(), 0, writer.length(), false);
        assertThat(view.next()).isTrue();
        assertThat(view.end()).isEqualTo(writer.length());
        return view;
    }
}
