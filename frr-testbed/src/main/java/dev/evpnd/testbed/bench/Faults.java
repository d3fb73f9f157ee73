package dev.evpnd.testbed.bench;

import java.util.ArrayList;
import java.util.List;

/// What was not as it has to be: all are counted, and the first ones kept.
final class Faults {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(int client, String what) {
        count++;
        if (first.size() < KEPT) {
            first.add("client " + client + ": " + what);
        }
    }

    long count() {
        return count;
    }

    List<String> first() {
        return List.copyOf(first);
    }
}
