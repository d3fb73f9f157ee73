package dev.evpnd.speaker.shell;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a daemon says may come next in a line.
///
/// @param begun what is there of the word that is asked for
/// @param mayEnd whether the line may end
record Expected(String begun, boolean mayEnd, List<Word> words) {
    private static final JsonFactory JSON = new JsonFactory();

    /// @param text the keyword, or what stands for a value in a list
    /// @param existing values that there are, if it is one
    record Word(String text, String help, boolean isValue, List<String> existing) {}

    /// Reads what the daemon says.
    static Expected read(byte[] answer) throws IOException {
        try (var json = JSON.createParser(ObjectReadContext.empty(), answer)) {
            var begun = "";
            boolean mayEnd = false;
            var words = new ArrayList<Word>();
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "begun" -> begun = json.getString();
                    case "mayEnd" -> mayEnd = json.getBooleanValue();
                    case "words" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            words.add(word(json));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            return new Expected(begun, mayEnd, words);
        } catch (JacksonException malformed) {
            throw new IOException("what answers is no daemon of this version", malformed);
        }
    }

    private static Word word(JsonParser json) {
        var text = "";
        var help = "";
        boolean isValue = false;
        var existing = new ArrayList<String>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "word" -> text = json.getString();
                case "help" -> help = json.getString();
                case "value" -> isValue = json.getBooleanValue();
                case "existing" -> {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        existing.add(json.getString());
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new Word(text, help, isValue, existing);
    }
}
