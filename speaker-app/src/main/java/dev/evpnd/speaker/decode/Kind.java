package dev.evpnd.speaker.decode;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What the octets of an item are.
enum Kind {
    /// A whole message, header included.
    MESSAGE("message"),
    /// An UPDATE without its header.
    UPDATE_BODY("update-body"),
    /// An NLRI field: routes one behind the other.
    NLRI("nlri"),
    /// One or more path attributes, each with its header.
    ATTRIBUTE("attribute"),
    /// The value of EXTENDED_COMMUNITIES: one or more communities.
    EXTCOMM("extcomm"),
    /// An Ethernet segment identifier.
    ESI("esi"),
    /// The value of PMSI_TUNNEL.
    PMSI("pmsi");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /// The name on the command line and in the output.
    String text() {
        return text;
    }

    /// Reads the name.
    static final class Converter implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(expected(text)));
        }

        private static String expected(String found) {
            var names = Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "));
            return "expected one of " + names + ", found '" + found + "'";
        }
    }
}
