package dev.evpnd.testbed.bench;

import java.util.BitSet;

/// Which routes a client holds by what it was told, and as what: for a table that changes all the
/// time.
final class HeldChanges implements Table {
    private final int client;
    private final char[] states;
    private final Faults faults;
    private final Listener listener;
    private final BitSet stale = new BitSet();
    private boolean refreshing;
    private int count;
    private long refreshes;
    private long told;

    HeldChanges(int client, int routes, Faults faults, Listener listener) {
        this.client = client;
        this.states = new char[routes];
        this.faults = faults;
        this.listener = listener;
    }

    /// What was told last does not become older again: messages overtake none on a connection.
    @Override
    public void announced(int route, int change) {
        told++;
        int before = states[route];
        int last = before & Truth.MOST_CHANGES;
        if (change < last) {
            faults.add(client, "route %d goes back from %d to %d".formatted(route, last, change));
        }
        if ((before & Truth.THERE) == 0) {
            count++;
        }
        states[route] = (char) (Truth.THERE | change);
        if (refreshing) {
            stale.clear(route);
        }
        if (change > last) {
            listener.changed(route, change);
        }
    }

    /// What comes and goes before a client is told of it may be taken back all the same.
    @Override
    public boolean withdrawn(int route) {
        told++;
        remove(route);
        return true;
    }

    private void remove(int route) {
        if ((states[route] & Truth.THERE) != 0) {
            states[route] = (char) (states[route] & Truth.MOST_CHANGES);
            count--;
            stale.clear(route);
        }
    }

    @Override
    public void returned() {
        // Allowed, and no part of the table: what is right is known of others' routes.
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void refreshBegins() {
        refreshing = true;
        for (int route = 0; route < states.length; route++) {
            stale.set(route, (states[route] & Truth.THERE) != 0);
        }
    }

    /// What was not told again is gone (RFC 7313 section 4).
    @Override
    public void refreshEnds() {
        refreshing = false;
        refreshes++;
        if (!stale.isEmpty()) {
            faults.add(client, stale.cardinality() + " routes were not told again");
        }
        for (int route : stale.stream().toArray()) {
            remove(route);
        }
    }

    long refreshes() {
        return refreshes;
    }

    /// How often it was told that there is a route, or that there is none.
    long told() {
        return told;
    }

    /// How many routes are not held as they are.
    int wrong(Truth truth, int routesOfEach) {
        int wrong = 0;
        for (int route = 0; route < states.length; route++) {
            boolean own = route / routesOfEach == client;
            if (own ? states[route] != 0 : !truth.is(route, states[route])) {
                wrong++;
            }
        }
        return wrong;
    }
}
