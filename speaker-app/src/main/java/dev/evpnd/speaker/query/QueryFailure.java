package dev.evpnd.speaker.query;

/// There is no answer to a request; the message says why, to whoever asked.
public final class QueryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueryFailure(String message) {
        super(message);
    }
}
