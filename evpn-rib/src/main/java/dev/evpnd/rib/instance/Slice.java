package dev.evpnd.rib.instance;

/// How much more may be done before somebody else has a turn, counted in rows of a table.
public final class Slice {
    /// What it takes to decide anew where one address is, and to say what follows.
    public static final int ADDRESS = 64;

    /// What it takes to look at an imported route once more.
    public static final int OFFER = 8;

    private int left;

    /// @param rows of which the last thing that is done may take more than are left
    public Slice(int rows) {
        left = rows;
    }

    void spend(int rows) {
        left -= rows;
    }

    boolean isOver() {
        return left <= 0;
    }
}
