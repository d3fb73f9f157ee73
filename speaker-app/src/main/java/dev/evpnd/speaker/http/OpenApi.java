package dev.evpnd.speaker.http;

import io.netty.handler.codec.http.HttpResponseStatus;

import java.io.InputStream;
import java.util.Objects;

/// What can be asked for and what is answered, for programs (OpenAPI 3.1).
final class OpenApi {
    private static final String FILE = "openapi.json";

    private OpenApi() {}

    static Answer answer(Question question) {
        question.parameters().end();
        return new Answer(
                HttpResponseStatus.OK,
                Answer.JSON,
                out -> {
                    try (var file = open()) {
                        file.transferTo(out);
                    }
                });
    }

    private static InputStream open() {
        return Objects.requireNonNull(OpenApi.class.getResourceAsStream(FILE));
    }
}
