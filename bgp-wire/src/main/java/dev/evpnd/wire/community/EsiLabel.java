package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.Label24;

/// The ESI Label Extended Community, RFC 7432 section 7.5: the redundancy mode of a segment and the
/// label by which the others recognise what came from it (split horizon).
///
/// ```
/// | 0x06 | 0x01 | Flags (1) |  Reserved (2)  |   ESI Label (3)   |
///
/// Flags:  0 1 2 3 4 5 6 7
///        |             |S|    S: Single-Active, else All-Active
/// ```
///
/// Text: `ESI-label-Rt:AA`, `ESI-label-Rt:SA`, and with a label `ESI-label-Rt:AA, label 321`, the
/// raw 24 bits. FRR prints no label; over VXLAN there is none, and the field is zero.
public record EsiLabel(long bits) implements ExtendedCommunity {

    static final String NAME = "ESI-label-Rt";

    private static final String SINGLE_ACTIVE_TEXT = "SA";
    private static final String ALL_ACTIVE_TEXT = "AA";
    private static final String LABEL_TEXT = ", label ";
    private static final int MAX_LABEL = 0xff_ffff;
    private static final long SINGLE_ACTIVE = 1L << 40;
    private static final long RESERVED = 0xfeffffL << 24;

    public EsiLabel {
        ExtendedCommunityType.require(ExtendedCommunityType.ESI_LABEL, bits);
    }

    public static EsiLabel allActive(Label24 label) {
        return new EsiLabel(
                ExtendedCommunityType.bits(ExtendedCommunityType.ESI_LABEL, label.bits()));
    }

    public static EsiLabel singleActive(Label24 label) {
        return new EsiLabel(allActive(label).bits | SINGLE_ACTIVE);
    }

    static EsiLabel parseValue(String text) {
        int labelStart = text.indexOf(LABEL_TEXT);
        var mode = labelStart < 0 ? text : text.substring(0, labelStart);
        var label =
                labelStart < 0
                        ? Label24.ZERO
                        : parseLabel(text.substring(labelStart + LABEL_TEXT.length()));
        return switch (mode) {
            case ALL_ACTIVE_TEXT -> allActive(label);
            case SINGLE_ACTIVE_TEXT -> singleActive(label);
            default -> throw ExtendedCommunityText.unexpected("AA or SA", mode);
        };
    }

    private static Label24 parseLabel(String text) {
        return new Label24((int) Decimal.parse(text, MAX_LABEL, "a label"));
    }

    public boolean isSingleActive() {
        return (bits & SINGLE_ACTIVE) != 0;
    }

    public Label24 label() {
        return new Label24((int) bits & MAX_LABEL);
    }

    @Override
    public String toString() {
        var mode = isSingleActive() ? SINGLE_ACTIVE_TEXT : ALL_ACTIVE_TEXT;
        var label = label();
        var text = NAME + ":" + mode + (label.equals(Label24.ZERO) ? "" : LABEL_TEXT + label);
        return ExtendedCommunityText.complete(text, bits, RESERVED);
    }
}
