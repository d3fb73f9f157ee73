package dev.evpnd.speaker.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;

import java.util.Optional;

/// Why a request is not answered, for the program that made it (RFC 9457).
///
/// @param detail what was expected, and what was found, for people
/// @param parameter of the request that is to blame, if one is
record Problem(HttpResponseStatus status, String detail, Optional<String> parameter) {
    static final String TYPE = "application/problem+json";
    private static final String RETRY_SECONDS = "1";

    Problem(HttpResponseStatus status, String detail) {
        this(status, detail, Optional.empty());
    }

    /// What is wrong with a parameter.
    static Problem of(String parameter, String detail) {
        return new Problem(HttpResponseStatus.BAD_REQUEST, detail, Optional.of(parameter));
    }

    Answer answer() {
        var answer =
                Answer.json(
                        status,
                        TYPE,
                        json -> {
                            json.writeStringProperty("type", "about:blank");
                            json.writeStringProperty("title", status.reasonPhrase());
                            json.writeNumberProperty("status", status.code());
                            json.writeStringProperty("detail", detail);
                            parameter.ifPresent(it -> json.writeStringProperty("parameter", it));
                        });
        return status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)
                ? answer.with(HttpHeaderNames.RETRY_AFTER.toString(), RETRY_SECONDS)
                : answer;
    }
}
