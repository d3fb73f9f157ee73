package dev.evpnd.speaker.config.grammar;

import dev.evpnd.speaker.config.yaml.Place;
import dev.evpnd.speaker.config.yaml.Position;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a file says in one section: a value for each [Key] that is there, of the type of the key.
public final class Values {

    /// What stands behind a key, and where.
    ///
    /// @param value empty where it has a fault, which was told
    /// @param isTakenAway whether there is none, and none is inherited
    record Entry(Place place, Optional<?> value, boolean isTakenAway) {
        static Entry of(Place place, Optional<?> value) {
            return new Entry(place, value, false);
        }

        static Entry takenAway(Place place) {
            return new Entry(place, Optional.empty(), true);
        }
    }

    private final Section section;
    private final Place place;
    private final Map<Key<?>, Entry> entries;

    Values(Section section, Place place, Map<Key<?>, Entry> entries) {
        this.section = section;
        this.place = place;
        this.entries = entries;
    }

    /// Of a section that is not there.
    public static Values none(Section section) {
        return new Values(section, new Place(Position.START, ""), Map.of());
    }

    public Place place() {
        return place;
    }

    /// Where the value of a key stands; the section, where the key is missing.
    public Place placeOf(Key<?> key) {
        var entry = entries.get(key);
        return entry == null ? place : entry.place();
    }

    /// The keys that are there, in the order of the file.
    public List<Key<?>> keys() {
        return new ArrayList<>(entries.keySet());
    }

    public boolean has(Key<?> key) {
        var entry = entries.get(key);
        return entry != null && !entry.isTakenAway();
    }

    /// Whether the key is there, but nothing that can be its value.
    public boolean isFaulty(Key<?> key) {
        return has(key) && find(key).isEmpty();
    }

    /// The value of a key, where it is there and has no fault.
    @SuppressWarnings("unchecked") // what is put under a key was read by the type of that key
    public <T> Optional<T> find(Key<T> key) {
        var entry = entries.get(key);
        return entry == null ? Optional.empty() : (Optional<T>) entry.value();
    }

    /// The value of a key, or its default.
    public <T> T get(Key.WithDefault<T> key) {
        return find(key).orElse(key.defaultValue());
    }

    /// What is said in the section behind a key; nothing at all, where that is missing.
    public Values section(Key<Values> key) {
        return find(key).orElseGet(() -> new Values((Section) key.type(), place, Map.of()));
    }

    /// These values, and those of the base where these have none and take none away, through all
    /// sections inside.
    public Values over(Values base) {
        var all = new LinkedHashMap<Key<?>, Entry>();
        base.entries.forEach(
                (key, entry) -> {
                    if (!isReplaced(key)) {
                        all.put(key, entry);
                    }
                });
        entries.forEach((key, entry) -> all.put(key, over(entry, base.entries.get(key))));
        all.values().removeIf(Entry::isTakenAway);
        return new Values(section, place, all);
    }

    private boolean isReplaced(Key<?> key) {
        return section.choices().stream()
                .filter(choice -> choice.keys().contains(key))
                .anyMatch(choice -> choice.keys().stream().anyMatch(this::has));
    }

    private static Entry over(Entry entry, @Nullable Entry base) {
        if (base != null
                && entry.value().orElse(null) instanceof Values own
                && base.value().orElse(null) instanceof Values inherited) {
            return Entry.of(entry.place(), Optional.of(own.over(inherited)));
        }
        return entry;
    }
}
