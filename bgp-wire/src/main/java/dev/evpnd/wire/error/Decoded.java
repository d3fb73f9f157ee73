package dev.evpnd.wire.error;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What came of decoding: a value, perhaps with faults that did not prevent it, or none and why.
public sealed interface Decoded<T> {

    /// @param findings the faults that were found and got round, in the order of the bytes
    record Accepted<T>(T value, List<Malformed> findings) implements Decoded<T> {
        /// The list is the decoder's own, and is not copied: there may be as many findings as there
        /// is room for in a message.
        public Accepted {
            findings = findings.isEmpty() ? List.of() : Collections.unmodifiableList(findings);
        }
    }

    record Rejected<T>(Malformed malformed) implements Decoded<T> {}

    static <T> Decoded<T> accepted(T value) {
        return new Accepted<>(value, List.of());
    }

    static <T> Decoded<T> accepted(T value, List<Malformed> findings) {
        return new Accepted<>(value, findings);
    }

    static <T> Decoded<T> rejected(Malformed malformed) {
        return new Rejected<>(malformed);
    }

    /// All faults, whether or not there is a value.
    default List<Malformed> faults() {
        return switch (this) {
            case Accepted<T>(T value, List<Malformed> findings) -> findings;
            case Rejected<T>(Malformed malformed) -> List.of(malformed);
        };
    }

    /// The value of bytes that are known to be well formed.
    ///
    /// @throws IllegalStateException when there is none
    default T orElseThrow() {
        return switch (this) {
            case Accepted<T>(T value, List<Malformed> findings) -> value;
            case Rejected<T>(Malformed malformed) ->
                    throw new IllegalStateException(malformed.toString());
        };
    }

    /// The strongest treatment among the faults, which is the one that applies (RFC 7606 section
    /// 3); empty where there are none.
    default Optional<Treatment> treatment() {
        var faults = faults();
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        var strongest = faults.getFirst().treatment();
        for (var fault : faults) {
            strongest = strongest.strongest(fault.treatment());
        }
        return Optional.of(strongest);
    }
}
