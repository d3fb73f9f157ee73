package dev.evpnd.speaker.show;

/// Which of the two ends of a session has announced something.
enum Exchanged {
    NEITHER("", ""),
    ADVERTISED("advertised", "advertised"),
    RECEIVED("received", "received"),
    BOTH("advertised and received", "advertisedAndReceived");

    private final String text;
    private final String jsonText;

    Exchanged(String text, String jsonText) {
        this.text = text;
        this.jsonText = jsonText;
    }

    static Exchanged of(boolean advertised, boolean received) {
        if (advertised) {
            return received ? BOTH : ADVERTISED;
        }
        return received ? RECEIVED : NEITHER;
    }

    String text() {
        return text;
    }

    String jsonText() {
        return jsonText;
    }

    boolean isAdvertised() {
        return this == ADVERTISED || this == BOTH;
    }

    boolean isReceived() {
        return this == RECEIVED || this == BOTH;
    }
}
