package dev.evpnd.rib.model;

import dev.evpnd.rib.Rib;

import java.util.List;

/// A RIB that has many settlings behind it, whose numbers begin again after a month
/// ([dev.evpnd.rib.route.Settling]). Nobody but a test wants to begin anywhere but at the
/// beginning: so this reaches for what is nobody's business.
final class SettlingsPast {
    private SettlingsPast() {}

    /// @param rib to which nothing has happened
    static void set(Rib rib, int count) {
        try {
            for (var table : (List<?>) get(get(rib, "tables"), "all")) {
                setInt(table, "settling", count);
                setInt(get(table, "outbound"), "settled", count);
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the settlings are counted elsewhere", e);
        }
    }

    private static Object get(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static void setInt(Object owner, String name, int value)
            throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.setInt(owner, value);
    }
}
