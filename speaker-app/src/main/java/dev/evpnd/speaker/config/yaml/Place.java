package dev.evpnd.speaker.config.yaml;

/// Where something stands in a file, and what it is called there: `neighbors[192.0.2.1].timers`.
///
/// @param path empty for the file itself
public record Place(Position position, String path) {

    /// The path of a key in the mapping that is called `path`.
    public static String ofKey(String path, String key) {
        return path.isEmpty() ? Shown.plain(key) : path + "." + Shown.plain(key);
    }

    /// The path of an item, or of an entry whose name the operator chose.
    public static String ofItem(String path, String item) {
        return path + "[" + Shown.plain(item) + "]";
    }
}
