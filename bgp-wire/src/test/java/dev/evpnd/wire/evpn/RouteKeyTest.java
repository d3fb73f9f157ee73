package dev.evpnd.wire.evpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Which fields make two announcements two routes, and which do not, for each type.
class RouteKeyTest {
    private static final int ROUTES = 30;

    /// Each field in turn is changed in every bit it has, and where it may be absent, to that.
    @ParameterizedTest(name = "type {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                     1 | routeDistinguisher ethernetSegmentId ethernetTag | label
                     2 | routeDistinguisher ethernetTag macAddress ipAddress \
                       | ethernetSegmentId label1 label2
                     3 | routeDistinguisher ethernetTag originatingRouter |
                     4 | routeDistinguisher ethernetSegmentId originatingRouter |
                     5 | routeDistinguisher ethernetTag prefix | ethernetSegmentId gateway label
                     6 | routeDistinguisher ethernetTag flow.source flow.group flow.originator \
                       | flags
                     7 | routeDistinguisher ethernetSegmentId ethernetTag \
                         flow.source flow.group flow.originator | flags
                     8 | routeDistinguisher ethernetSegmentId ethernetTag \
                         flow.source flow.group flow.originator \
                       | reserved maximumResponseTime flags
                     9 | routeDistinguisher ethernetTag regionId |
                    10 | routeDistinguisher ethernetTag flow.source flow.group flow.originator |
                    11 | routeKey originator |
                    """)
    void isKeyedByTheFieldsThatItsRfcNamesAndByNoOther(int type, String inKey, String notInKey) {
        var random = new Random(type);
        var changed = new LinkedHashSet<String>();
        var unchanged = new LinkedHashSet<String>();
        for (int i = 0; i < ROUTES; i++) {
            var route = EvpnRouteGenerator.route(random, type);
            for (var change : FieldChange.all(route)) {
                boolean same = change.route().key().equals(route.key());
                (same ? unchanged : changed).add(change.field());
            }
        }
        assertThat(changed).isEqualTo(names(inKey));
        assertThat(unchanged).isEqualTo(names(notInKey));
    }

    private static Set<String> names(String list) {
        return list == null ? Set.of() : new LinkedHashSet<>(List.of(list.split("\\s+")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "10.128.0.0/9",
                "10.1.0.0/16",
                "10.1.2.3/32",
                "::/0",
                "8000::/1",
                "2001:db8:8000::/33",
                "2001:db8::/64",
                "2001:db8::fffe/127",
                "2001:db8::1/128",
            })
    void bitsBehindThePrefixLengthAreNotInTheKeyOfAnIpPrefixRoute(String text) {
        var prefix = IpPrefix.parse(text);
        var clean = ipPrefix(prefix);
        var view = EvpnRouteTest.viewOf(clean);
        var dirty = Octets.copyOf(view.array(), 0, view.end()).toByteArray();
        int at = EvpnRoute.HEADER_LENGTH + IpPrefixAdvertisement.PREFIX;
        for (int bit = prefix.length(); bit < prefix.address().bitLength(); bit++) {
            dirty[at + bit / 8] |= (byte) (0x80 >>> bit % 8);
        }
        view.wrap(dirty, 0, dirty.length, false);
        assertThat(view.next()).isTrue();
        var key = new byte[view.keyLength()];
        view.copyKey(key, 0);
        assertThat(Octets.copyOf(key)).isEqualTo(clean.key());
        assertThat(view.toRoute()).isEqualTo(clean);
    }

    private static EvpnRoute ipPrefix(IpPrefix prefix) {
        return new IpPrefixAdvertisement(
                RouteDistinguisher.parse("192.0.2.1:2"),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                prefix,
                prefix.address(),
                new Label24(100));
    }

    /// The tag, the source's length and the source of the one are the segment of the other.
    @Test
    void routesOfDifferentTypesWithTheSameOctetsHaveDifferentKeys() {
        var octets = "0001c00002010002" + "0000000a" + "200a000009" + "00" + "20c0000263";
        var segment = read("0417" + octets);
        var selective = read("0a17" + octets);
        assertThat(segment).isInstanceOf(EthernetSegmentRoute.class);
        assertThat(selective).isInstanceOf(SPmsiAutoDiscovery.class);
        assertThat(segment.key()).isNotEqualTo(selective.key());
    }

    private static EvpnRoute read(String hex) {
        var octets = Octets.ofHex(hex).toByteArray();
        var view = new EvpnNlriView();
        view.wrap(octets, 0, octets.length, false);
        assertThat(view.next()).isTrue();
        assertThat(view.fault()).isNull();
        return view.toRoute();
    }
}
