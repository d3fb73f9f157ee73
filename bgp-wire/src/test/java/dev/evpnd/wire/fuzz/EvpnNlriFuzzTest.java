package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Any octets are a field of EVPN NLRI or a fault, and both faces of it, the record and the view,
/// find the same routes and the same faults.
///
/// The first octet says whether there are path identifiers, as in [Sessions].
class EvpnNlriFuzzTest {

    @FuzzTest
    void bothFacesAgreeOnAnyField(byte[] input) {
        if (input.length == 0 || input.length > 0xffff - Memory.SHORTEST_UPDATE) {
            return;
        }
        boolean addPath = (input[0] & Sessions.ADD_PATH) != 0;
        var field = Arrays.copyOfRange(input, 1, input.length);
        var laws =
                new Laws<NlriField>(
                        Memory.SHORTEST_UPDATE,
                        (array, start, end) ->
                                NlriField.decode(
                                        AddressFamily.L2VPN_EVPN,
                                        new OctetReader(array, start, end),
                                        addPath,
                                        "NLRI"));
        var decoded = laws.decode(field);
        var walk = Walk.over(field, 0, field.length, addPath);
        for (byte filling : new byte[] {0, (byte) 0xff}) {
            var within = Surrounded.by(field, filling);
            assertThat(Walk.over(within.array(), within.start(), within.end(), addPath))
                    .isEqualTo(walk);
            within.assertUntouched(field, filling);
        }
        assertSame(walk, decoded, addPath);
    }

    private static void assertSame(Walk walk, Decoded<NlriField> decoded, boolean addPath) {
        switch (decoded) {
            case Decoded.Rejected<NlriField>(Malformed malformed) ->
                    assertThat(malformed.reason()).isEqualTo(walk.framingFault());
            case Decoded.Accepted<NlriField>(var value, var findings) -> {
                var routes = ((EvpnNlri) value).routes();
                assertThat(walk.framingFault()).isEmpty();
                assertThat(routes).isEqualTo(walk.routes());
                assertThat(findings).extracting(Malformed::reason).isEqualTo(walk.faults());
                assertEncodesToItself(new EvpnNlri(routes), addPath);
            }
        }
    }

    private static void assertEncodesToItself(EvpnNlri nlri, boolean addPath) {
        var octets = encoded(nlri, addPath);
        var again =
                NlriField.decode(
                        AddressFamily.L2VPN_EVPN, new OctetReader(octets), addPath, "NLRI");
        assertThat(again).isEqualTo(Decoded.accepted(nlri));
        assertThat(encoded(again.orElseThrow(), addPath)).isEqualTo(octets);
    }

    private static byte[] encoded(NlriField nlri, boolean addPath) {
        var writer = new OctetWriter();
        nlri.encode(writer, addPath);
        return writer.toByteArray();
    }

    /// What the view says of a field.
    ///
    /// @param faults what is wrong inside of NLRI
    /// @param framingFault empty where there is none
    record Walk(List<Nlri<EvpnRoute>> routes, List<String> faults, String framingFault) {

        static Walk over(byte[] bytes, int start, int end, boolean addPath) {
            var view = new EvpnNlriView();
            view.wrap(bytes, start, end, addPath);
            var routes = new ArrayList<Nlri<EvpnRoute>>();
            var faults = new ArrayList<String>();
            int at = start;
            while (view.next()) {
                assertThat(view.start()).isEqualTo(at);
                assertThat(view.end()).isBetween(at + 2, end);
                at = view.end();
                var fault = view.fault();
                if (fault == null) {
                    routes.add(new Nlri<>(view.pathId(), view.toRoute()));
                    assertKeyIsThatOfTheRecord(view);
                } else {
                    faults.add(fault.expectation());
                }
            }
            var broken = view.framingFault();
            assertThat(at == end).isEqualTo(broken == null);
            return new Walk(routes, faults, broken == null ? "" : broken.expectation());
        }

        private static void assertKeyIsThatOfTheRecord(EvpnNlriView view) {
            // Around the key is room that must stay as it is.
            var target = new byte[view.keyLength() + 2];
            view.copyKey(target, 1);
            assertThat(target[0]).isZero();
            assertThat(target[target.length - 1]).isZero();
            assertThat(Octets.copyOf(target, 1, target.length - 2)).isEqualTo(view.toRoute().key());
        }
    }
}
