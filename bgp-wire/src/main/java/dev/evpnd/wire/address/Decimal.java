package dev.evpnd.wire.address;

/// Unsigned decimal numbers as they stand in addresses and communities: digits only, bounded, and
/// without leading zeros, which elsewhere mean octal, so that no reading of them would be safe.
public final class Decimal {
    private static final int MOST_DIGITS = 10;

    private Decimal() {}

    /// @param what the thing that is being read, with its article, for the error
    /// @throws IllegalArgumentException when the text is not a number from 0 to `maximum`
    public static long parse(String text, long maximum, String what) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= MOST_DIGITS
                        && (text.length() == 1 || text.charAt(0) != '0')
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits) {
            long value = Long.parseLong(text);
            if (value <= maximum) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "expected " + what + " from 0 to " + maximum + ", found '" + text + "'");
    }
}
