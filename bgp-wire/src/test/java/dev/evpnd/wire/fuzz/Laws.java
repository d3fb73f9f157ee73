package dev.evpnd.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;

import java.util.ArrayList;
import java.util.List;

/// What holds for the decoding of any octets, whatever they are of.
///
/// @param around how many octets stand around these in the shortest message they may be part of
/// @param reader decodes the octets of an array from a start to an end
record Laws<T>(int around, Reader<T> reader) {
    // Two fillings: one like zero lengths, one like great ones.
    private static final byte[] FILLINGS = {0, (byte) 0xff};

    interface Reader<T> {
        Decoded<T> decode(byte[] array, int start, int end);
    }

    /// Decodes the octets and fails where that writes to them, depends on what stands around them,
    /// or allocates too much.
    Decoded<T> decode(byte[] octets) {
        var alone = reader.decode(octets, 0, octets.length);
        for (byte filling : FILLINGS) {
            var within = Surrounded.by(octets, filling);
            var decoded = reader.decode(within.array(), within.start(), within.end());
            within.assertUntouched(octets, filling);
            assertThat(movedBack(decoded, within.start())).isEqualTo(alone);
        }
        Memory.assertFrugal(around + octets.length, () -> reader.decode(octets, 0, octets.length));
        for (var fault : alone.faults()) {
            assertThat(fault.offset()).isBetween(0, octets.length);
            assertThat(fault.toString()).isNotEmpty();
        }
        return alone;
    }

    private static <T> Decoded<T> movedBack(Decoded<T> decoded, int by) {
        return switch (decoded) {
            case Decoded.Accepted<T>(T value, List<Malformed> findings) -> {
                var moved = new ArrayList<Malformed>();
                for (var finding : findings) {
                    moved.add(movedBack(finding, by));
                }
                yield Decoded.accepted(value, moved);
            }
            case Decoded.Rejected<T>(Malformed malformed) ->
                    Decoded.rejected(movedBack(malformed, by));
        };
    }

    private static Malformed movedBack(Malformed fault, int by) {
        return new Malformed(
                fault.treatment(),
                fault.code(),
                fault.subject(),
                fault.reason(),
                fault.offset() - by,
                fault.data(),
                fault.family());
    }
}
