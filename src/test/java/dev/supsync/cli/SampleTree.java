package dev.supsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a configuration of a hierarchy on embedded databases, and an export for its top. */
final class SampleTree {

    private SampleTree() {}

    /**
     * Writes both: CS1 above PS1, PS2 and PS3; PS1 above SS1, which has all, SS2, which has no software update point, and SS3,
     * which has no database.
     */
    static Path write(Path folder, int updates) throws IOException {
        SampleSite.write(folder, updates);
        return Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1:
                      name: Contoso central site
                      type: central
                      database: { url: "jdbc:hsqldb:file:data/CS1", username: sa, password: "" }
                      software-update-points:
                        active:
                          server: sup1
                          catalog:
                            database: { url: "jdbc:hsqldb:file:data/W1", username: sa, password: "" }
                            managed: true
                            source: { export: day-1.cab }
                        replicas:
                          - server: sup1b
                            catalog: { database: { url: "jdbc:hsqldb:file:data/W1b", username: sa, password: "" }, managed: true }
                    PS1:
                      parent: CS1
                      database: { url: "jdbc:hsqldb:file:data/PS1", username: sa, password: "" }
                      software-update-point:
                        server: sup2
                        catalog: { database: { url: "jdbc:hsqldb:file:data/W2", username: sa, password: "" }, managed: true }
                    PS2:
                      parent: CS1
                      database: { url: "jdbc:hsqldb:file:data/PS2", username: sa, password: "" }
                      software-update-points:
                        active:
                          server: sup3
                          catalog: { database: { url: "jdbc:hsqldb:file:data/W3", username: sa, password: "" }, managed: true }
                        internet-based:
                          server: sup4
                          host: updates.contoso.example
                          catalog: { database: { url: "jdbc:hsqldb:file:data/W4", username: sa, password: "" }, managed: true }
                    PS3:
                      parent: CS1
                      database: { url: "jdbc:hsqldb:file:data/PS3", username: sa, password: "" }
                    SS1:
                      type: secondary
                      parent: PS1
                      database: { url: "jdbc:hsqldb:file:data/SS1", username: sa, password: "" }
                      software-update-point:
                        server: sup5
                        catalog: { database: { url: "jdbc:hsqldb:file:data/W5", username: sa, password: "" }, managed: true }
                    SS2:
                      type: secondary
                      parent: PS1
                      database: { url: "jdbc:hsqldb:file:data/SS2", username: sa, password: "" }
                    SS3:
                      type: secondary
                      parent: PS1
                      database: none
                      software-update-point:
                        server: sup6
                        catalog: { database: { url: "jdbc:hsqldb:file:data/W6", username: sa, password: "" }, managed: true }
                  scope:
                    products: [ "Windows" ]
                    classifications: [ "Security Updates" ]
                    languages: [ en, de ]
                """);
    }
}
