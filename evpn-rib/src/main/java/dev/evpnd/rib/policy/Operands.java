package dev.evpnd.rib.policy;

import java.util.List;
import java.util.stream.Collectors;

/// The operands of a statement.
final class Operands {
    /// The most operands that a statement has: enough for anybody, and no attribute is filled by
    /// one.
    static final int MOST = 255;

    private Operands() {}

    /// Holds a constructor to a number of operands that make sense.
    static <T> List<T> require(List<T> operands) {
        if (operands.isEmpty() || operands.size() > MOST) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST + " operands, found " + operands.size());
        }
        return List.copyOf(operands);
    }

    static String text(List<?> operands) {
        return operands.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
