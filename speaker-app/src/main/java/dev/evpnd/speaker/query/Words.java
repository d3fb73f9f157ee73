package dev.evpnd.speaker.query;

import java.util.Locale;

/// Names of constants as answers have them.
public final class Words {
    private Words() {}

    /// `AS_LOOP` as `as-loop`.
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
