package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.message.UpdateView;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Of any octets the two faces of an UPDATE, the record and the view, say the same.
///
/// The first octet chooses the session ([Sessions]); the others are the body of the UPDATE.
class UpdateFuzzTest {
    private static final List<String> OF_ROUTES =
            List.of("MP_REACH_NLRI", "MP_UNREACH_NLRI", "NLRI", "Withdrawn Routes");
    private static final List<String> CUT_OFF =
            List.of(
                    "the attribute ends within the list",
                    "an attribute has flags, a type code and a length");

    @FuzzTest
    void bothFacesAgreeOnAnyUpdate(byte[] input) {
        if (input.length == 0 || input.length > 0xffff - MessageHeader.LENGTH) {
            return;
        }
        var negotiated = Sessions.of(input[0]);
        var body = Arrays.copyOfRange(input, 1, input.length);
        var laws =
                new Laws<Update>(
                        MessageHeader.LENGTH + Math.max(0, 4 - body.length),
                        (array, start, end) ->
                                Update.decode(new OctetReader(array, start, end), negotiated));
        var decoded = laws.decode(body);
        var view = new UpdateView();
        boolean regular = view.wrap(body, 0, body.length);
        for (byte filling : new byte[] {0, (byte) 0xff}) {
            var within = Surrounded.by(body, filling);
            assertThat(new UpdateView().wrap(within.array(), within.start(), within.end()))
                    .isEqualTo(regular);
            within.assertUntouched(body, filling);
        }
        if (!regular) {
            assertThat(decoded.faults()).isNotEmpty();
            return;
        }
        assertBlock(view, negotiated, decoded);
        assertRoutes(view, negotiated, decoded);
    }

    /// The attribute block is the attributes without those that carry routes, wherever these stand.
    private static void assertBlock(
            UpdateView view, Negotiated negotiated, Decoded<Update> decoded) {
        var block = new OctetWriter();
        view.copyAttributeBlock(block);
        assertThat(view.attributeBlockLength()).isEqualTo(block.length());
        var judged = PathAttributes.decode(block.toOctets().reader(), negotiated);
        assertThat(judged.faults())
                .extracting(Malformed::reason)
                .as("no attribute of a regular UPDATE is cut off")
                .doesNotContainAnyElementsOf(CUT_OFF);
        switch (decoded) {
            case Decoded.Accepted<Update>(var update, var findings) -> {
                assertThat(judged.orElseThrow())
                        .isEqualTo(
                                update.pathAttributes()
                                        .without(AttributeCode.MP_REACH_NLRI)
                                        .without(AttributeCode.MP_UNREACH_NLRI));
                assertThat(reasons(findings, UpdateFuzzTest::isOfTheBlock))
                        .isEqualTo(reasons(judged.faults(), fault -> true));
                if (findings.isEmpty()) {
                    assertThat(view.isEndOfRib()).isEqualTo(update.endOfRib().isPresent());
                }
            }
            case Decoded.Rejected<Update>(var malformed) ->
                    assertThat(isOfTheBlock(malformed)).isEqualTo(isOneOf(judged, malformed));
        }
    }

    private static List<String> reasons(List<Malformed> faults, Predicate<Malformed> which) {
        return faults.stream().filter(which).map(Malformed::reason).toList();
    }

    private static boolean isOneOf(Decoded<PathAttributes> judged, Malformed fault) {
        return reasons(judged.faults(), each -> true).contains(fault.reason());
    }

    /// Faults of routes, and attributes that are missed beside routes, are not of the block. That
    /// the attributes which carry routes have wrong flags would be, for then nothing is regular.
    private static boolean isOfTheBlock(Malformed fault) {
        return !OF_ROUTES.contains(fault.subject())
                        && !fault.code().equals(NotificationCode.MISSING_WELL_KNOWN_ATTRIBUTE)
                || fault.code().equals(NotificationCode.ATTRIBUTE_FLAGS_ERROR);
    }

    private static void assertRoutes(
            UpdateView view, Negotiated negotiated, Decoded<Update> decoded) {
        boolean addPath = negotiated.addPathReceive().contains(AddressFamily.L2VPN_EVPN);
        if (!(decoded instanceof Decoded.Accepted<Update>(var update, var findings))) {
            return;
        }
        boolean familyDisabled =
                findings.stream().anyMatch(each -> each.treatment() == Treatment.DISABLE_FAMILY);
        var reach = update.mpReach().map(each -> each.nlri());
        assertThat(view.hasReach())
                .isEqualTo(reach.isPresent() || familyDisabled && view.hasReach());
        var routes = new EvpnNlriView();
        if (view.hasReach() && view.reachFamily() == UpdateView.EVPN) {
            view.wrapReach(routes, addPath);
            assertSame(routes, reach);
        }
        var unreach = update.mpUnreach().map(each -> each.nlri());
        assertThat(view.hasUnreach())
                .isEqualTo(unreach.isPresent() || familyDisabled && view.hasUnreach());
        if (view.hasUnreach() && view.unreachFamily() == UpdateView.EVPN) {
            view.wrapUnreach(routes, addPath);
            assertSame(routes, unreach);
        }
    }

    private static void assertSame(EvpnNlriView view, Optional<NlriField> field) {
        var routes = new ArrayList<Object>();
        while (view.next()) {
            if (view.fault() == null) {
                routes.add(new Nlri<>(view.pathId(), view.toRoute()));
            }
        }
        assertThat(field.isPresent()).isEqualTo(view.framingFault() == null);
        field.ifPresent(each -> assertThat(((EvpnNlri) each).routes()).isEqualTo(routes));
    }
}
