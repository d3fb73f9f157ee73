package dev.evpnd.speaker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class GoldenTest {

    static Stream<Golden> goldens() {
        return Golden.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void printsTheLine(Golden golden) {
        var run = Run.of(golden.input() + "\n", golden.options().toArray(String[]::new));
        assertThat(run).isEqualTo(new Run(0, golden.output() + "\n", ""));
    }

    /// A variant that is added to the codec fails here until its line is in the contract.
    @ParameterizedTest
    @ValueSource(
            classes = {
                BgpMessage.class,
                Capability.class,
                PathAttribute.class,
                ExtendedCommunity.class,
                NlriField.class,
                EvpnRoute.class
            })
    void holdsEveryVariant(Class<?> sealed) {
        var seen = new HashSet<Class<?>>();
        Golden.all().forEach(golden -> note(decode(golden), seen));
        assertThat(seen).contains(sealed.getPermittedSubclasses());
    }

    @Test
    void holdsEveryVerdict() {
        for (var treatment : Treatment.values()) {
            assertThat(Golden.all())
                    .anyMatch(it -> it.output().contains("\"verdict\":\"" + treatment.text()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void namesEveryFieldOnce(Golden golden) {
        Json.check(golden.output());
    }

    /// The value behind a line; nothing where it has none or the other lines have its variants.
    private static Object decode(Golden golden) {
        if (golden.output().contains(VerdictJson.INVALID_INPUT)) {
            return List.of();
        }
        var octets = Octets.ofHex(golden.input().replaceAll("#.*|0x|[ :]", ""));
        return switch (golden.kind()) {
            case "message" -> message(octets);
            case "attribute" -> attributes(octets, !golden.options().contains("--two-octet-as"));
            case "nlri" -> nlri(family(golden), octets);
            case "extcomm" -> ExtendedCommunity.of(octets.reader().u64());
            default -> List.of();
        };
    }

    private static Object message(Octets octets) {
        var bytes = octets.toByteArray();
        return value(BgpMessage.decode(bytes, 0, bytes.length, Negotiated.DEFAULT));
    }

    private static Object attributes(Octets octets, boolean fourOctetAs) {
        var negotiated = Negotiated.DEFAULT.withFourOctetAs(fourOctetAs);
        return value(PathAttributes.decode(octets.reader(), negotiated));
    }

    private static AddressFamily family(Golden golden) {
        int option = golden.options().indexOf("--family");
        return option < 0
                ? AddressFamily.L2VPN_EVPN
                : new Families.OneConverter().convert(golden.options().get(option + 1));
    }

    private static Object nlri(AddressFamily family, Octets octets) {
        return value(NlriField.decode(family, octets.reader(), false, "NLRI"));
    }

    private static Object value(Decoded<?> decoded) {
        return decoded instanceof Decoded.Accepted<?>(var value, var _) ? value : List.of();
    }

    /// Notes the classes of all records that a value is made of.
    private static void note(Object value, Set<Class<?>> seen) {
        switch (value) {
            case List<?> list -> list.forEach(each -> note(each, seen));
            case PathAttributes attributes -> note(attributes.asList(), seen);
            case Record part -> {
                seen.add(part.getClass());
                for (var component : part.getClass().getRecordComponents()) {
                    note(part(part, component), seen);
                }
                if (part instanceof ExtendedCommunities communities) {
                    note(communities.asList(), seen);
                }
            }
            default -> {
                // Numbers and octets.
            }
        }
    }

    private static Object part(Record whole, RecordComponent component) {
        try {
            var part = component.getAccessor().invoke(whole);
            return part == null ? List.of() : part;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
