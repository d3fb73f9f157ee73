package dev.evpnd.speaker.config.grammar;

/// A key of a section: the one definition of what may stand there and what it means. Each is equal
/// to itself alone.
///
/// @param <T> what its value is read as
public sealed class Key<T> permits Key.WithDefault {

    private final String name;
    private final ValueType<T> type;
    private final boolean required;
    private final String defaultText;
    private final String sentence;

    private Key(
            String name, ValueType<T> type, boolean required, String defaultText, String sentence) {
        this.name = name;
        this.type = type;
        this.required = required;
        this.defaultText = defaultText;
        this.sentence = sentence;
    }

    /// A key that has to be there.
    public static <T> Key<T> required(String name, ValueType<T> type, String sentence) {
        return new Key<>(name, type, true, "", sentence);
    }

    /// A key that may be missing.
    public static <T> Key<T> optional(String name, ValueType<T> type, String sentence) {
        return new Key<>(name, type, false, "", sentence);
    }

    /// A key that may be missing, with a word on what is done then.
    public static <T> Key<T> optional(
            String name, ValueType<T> type, String defaultText, String sentence) {
        return new Key<>(name, type, false, defaultText, sentence);
    }

    /// A key in whose place a value stands where it is missing.
    public static <T> WithDefault<T> withDefault(
            String name, ValueType<T> type, T value, String sentence) {
        return new WithDefault<>(name, type, value, "`" + value + "`", sentence);
    }

    /// The same, with the value as an operator would write it.
    public static <T> WithDefault<T> withDefault(
            String name, ValueType<T> type, T value, String defaultText, String sentence) {
        return new WithDefault<>(name, type, value, defaultText, sentence);
    }

    /// A key that has a value also where it is missing.
    public static final class WithDefault<T> extends Key<T> {
        private final T value;

        private WithDefault(
                String name, ValueType<T> type, T value, String defaultText, String sentence) {
            super(name, type, false, defaultText, sentence);
            this.value = value;
        }

        public T defaultValue() {
            return value;
        }
    }

    public String name() {
        return name;
    }

    public ValueType<T> type() {
        return type;
    }

    public boolean isRequired() {
        return required;
    }

    /// What holds where the key is missing, for the reference; empty where nothing is to be said.
    public String defaultText() {
        return defaultText;
    }

    /// What the key is for.
    public String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return name;
    }
}
