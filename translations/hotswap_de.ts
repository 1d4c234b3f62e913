<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ApprovalDetail</name>
    <message>
        <source>expires in %1</source>
        <translation>läuft in %1 ab</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Evidence from the environment before</source>
        <translation>Belege aus der Umgebung davor</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Reason: required to reject, kept with the vote</source>
        <translation>Begründung: zum Ablehnen nötig, wird mit der Stimme aufbewahrt</translation>
    </message>
    <message>
        <source>Open the deployment</source>
        <translation>Deployment öffnen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Say why first</source>
        <translation>Erst begründen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
</context>
<context>
    <name>ApprovalInbox</name>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Angefragt von</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
</context>
<context>
    <name>ApprovalView</name>
    <message>
        <source>%1 · %2 · asked for by %3</source>
        <extracomment>%1 environment, %2 strategy, %3 user</extracomment>
        <translation>%1 · %2 · angefragt von %3</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Changed since the last request</source>
        <translation>Seit der letzten Anfrage geändert</translation>
    </message>
    <message>
        <source>new: %1</source>
        <extracomment>%1 value of a new setting</extracomment>
        <translation>neu: %1</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <extracomment>%1 value before, %2 value after</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>removed: %1</source>
        <extracomment>%1 value of a setting that goes away</extracomment>
        <translation>entfällt: %1</translation>
    </message>
    <message>
        <source>Nodes that may change</source>
        <translation>Knoten, die sich ändern dürfen</translation>
    </message>
    <message>
        <source>In the first wave</source>
        <translation>In der ersten Welle</translation>
    </message>
    <message>
        <source>Lowest capacity</source>
        <translation>Geringste Kapazität</translation>
    </message>
    <message>
        <source>Earliest stop of a bad release</source>
        <translation>Frühester Stopp eines schlechten Release</translation>
    </message>
    <message>
        <source>Downtime</source>
        <translation>Ausfallzeit</translation>
    </message>
    <message>
        <source>none: swapped under load</source>
        <translation>keine: Wechsel unter Last</translation>
    </message>
    <message>
        <source>a moment on each node</source>
        <translation>ein Moment je Knoten</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Environment before</source>
        <translation>Umgebung davor</translation>
    </message>
    <message>
        <source>this release did not run there</source>
        <translation>dieses Release lief dort nicht</translation>
    </message>
    <message>
        <source>Approved: %1</source>
        <translation>Freigegeben: %1</translation>
    </message>
    <message>
        <source>Rejected: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
</context>
<context>
    <name>ApprovalsPage</name>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n wartet auf Sie</numerusform>
            <numerusform>%n warten auf Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Requests that wait for sign-off</source>
        <translation>Anfragen, die auf Freigabe warten</translation>
    </message>
    <message>
        <source>Choose a request</source>
        <translation>Wählen Sie eine Anfrage</translation>
    </message>
    <message>
        <source>Nothing waits for sign-off</source>
        <translation>Nichts wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Deployments to Staging and Production ask here before the first node changes.</source>
        <translation>Deployments nach Staging und Produktion fragen hier an, bevor sich der erste Knoten ändert.</translation>
    </message>
    <message>
        <source>Decided requests</source>
        <translation>Entschiedene Anfragen</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>Audit-Protokoll exportieren</translation>
    </message>
    <message>
        <source>Comma separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Search the audit log</source>
        <translation>Audit-Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Person, action, subject or details</source>
        <translation>Person, Aktion, Gegenstand oder Einzelheiten</translation>
    </message>
    <message>
        <source>Audit records</source>
        <translation>Audit-Einträge</translation>
    </message>
    <message>
        <source>The audit log could not be read</source>
        <translation>Das Audit-Protokoll konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading the audit log…</source>
        <translation>Audit-Protokoll wird gelesen …</translation>
    </message>
    <message>
        <source>No record matches</source>
        <translation>Kein Eintrag passt</translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message>
        <source>The chain is broken at record %1</source>
        <extracomment>%1 number of the first record that does not fit</extracomment>
        <translation>Die Kette ist bei Eintrag %1 unterbrochen</translation>
    </message>
    <message numerus="yes">
        <source>Chain verified: %Ln record(s)</source>
        <translation>
            <numerusform>Kette geprüft: %Ln Eintrag</numerusform>
            <numerusform>Kette geprüft: %Ln Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln not sealed yet</source>
        <extracomment>%1 &quot;Chain verified: 1,204 records&quot;</extracomment>
        <translation>
            <numerusform>%1, %Ln noch nicht versiegelt</numerusform>
            <numerusform>%1, %Ln noch nicht versiegelt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) written to %1</source>
        <extracomment>%1 file name</extracomment>
        <translation>
            <numerusform>%Ln Eintrag nach %1 geschrieben</numerusform>
            <numerusform>%Ln Einträge nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <extracomment>%1 file name, %2 what the system says</extracomment>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Kette</translation>
    </message>
    <message>
        <source>%1 via %2</source>
        <extracomment>%1 who did it, %2 the program that acted for them</extracomment>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>versiegelt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>BacktestText</name>
    <message>
        <source>good (%1)</source>
        <extracomment>%1 a state</extracomment>
        <translation>gut (%1)</translation>
    </message>
    <message>
        <source>bad (stopped by a verdict)</source>
        <translation>schlecht (durch ein Urteil angehalten)</translation>
    </message>
    <message>
        <source>bad (%1)</source>
        <translation>schlecht (%1)</translation>
    </message>
    <message>
        <source>unclear (%1)</source>
        <translation>unklar (%1)</translation>
    </message>
    <message>
        <source>no evidence is kept</source>
        <translation>es sind keine Belege aufbewahrt</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>besteht</translation>
    </message>
    <message>
        <source>waits for a person after wave %1</source>
        <extracomment>%1 number of a wave</extracomment>
        <translation>wartet nach Welle %1 auf einen Menschen</translation>
    </message>
    <message>
        <source>stops in wave %1</source>
        <translation>hält in Welle %1 an</translation>
    </message>
    <message>
        <source>stops in wave %1: %2</source>
        <extracomment>%1 number of a wave, %2 &quot;the error rate&quot;</extracomment>
        <translation>hält in Welle %1 an: %2</translation>
    </message>
    <message>
        <source>at the same time</source>
        <translation>zur selben Zeit</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <extracomment>%1 &quot;about 3 min&quot;</extracomment>
        <translation>%1 früher</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 später</translation>
    </message>
    <message numerus="yes">
        <source>%n rollout(s) tried</source>
        <translation>
            <numerusform>%n Rollout ausprobiert</numerusform>
            <numerusform>%n Rollouts ausprobiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them without evidence.</source>
        <translation>
            <numerusform>%n davon ohne Belege.</numerusform>
            <numerusform>%n davon ohne Belege.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n bad release(s) it would have stopped %1.</source>
        <extracomment>%n bad releases, %1 how many of them</extracomment>
        <translation>
            <numerusform>Von %n schlechten Release hätte sie %1 angehalten.</numerusform>
            <numerusform>Von %n schlechten Releases hätte sie %1 angehalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these no verdict stopped then.</source>
        <translation>
            <numerusform>%n davon hielt damals kein Urteil an.</numerusform>
            <numerusform>%n davon hielt damals kein Urteil an.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It would have missed %n that a verdict stopped then.</source>
        <translation>
            <numerusform>Sie hätte %n übersehen, das ein Urteil damals anhielt.</numerusform>
            <numerusform>Sie hätte %n übersehen, die ein Urteil damals anhielt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compared over %n stopped one(s): %1 (median).</source>
        <extracomment>%n rollouts, %1 &quot;about 3 min earlier&quot;</extracomment>
        <translation>
            <numerusform>Verglichen über %n angehaltenes: %1 (Median).</numerusform>
            <numerusform>Verglichen über %n angehaltene: %1 (Median).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n good release(s) it would have stopped %1 wrongly and let a person decide about %2.</source>
        <extracomment>%n good releases, %1 and %2 how many of them</extracomment>
        <translation>
            <numerusform>Von %n guten Release hätte sie %1 zu Unrecht angehalten und über %2 einen Menschen entscheiden lassen.</numerusform>
            <numerusform>Von %n guten Releases hätte sie %1 zu Unrecht angehalten und über %2 einen Menschen entscheiden lassen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Coordination</source>
        <translation>Koordination</translation>
    </message>
</context>
<context>
    <name>ChartData</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 what a chart shows, %2 what can be seen in it
----------
name of a line in a chart and its latest value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>limit: %1</source>
        <translation>Grenze: %1</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4)</source>
        <extracomment>name of a line in a chart, its value, and the ends of the interval around it</extracomment>
        <translation>%1: %2 (%3 bis %4)</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 canary, %2 baseline</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Follow the newest data again</source>
        <translation>Wieder den neuesten Daten folgen</translation>
    </message>
    <message>
        <source>Export the chart “%1”</source>
        <translation>Das Diagramm „%1“ exportieren</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
</context>
<context>
    <name>CommandPalettePopup</name>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to a page, deployment, node or action</source>
        <translation>Zu Seite, Deployment, Knoten oder Aktion gehen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Reason (required)</source>
        <translation>Begründung (nötig)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Stale since %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Veraltet seit %1</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>Steuerung angehalten</translation>
    </message>
    <message>
        <source>Nobody leads a rollout now</source>
        <translation>Gerade führt niemand einen Rollout</translation>
    </message>
    <message numerus="yes">
        <source>%1 leads %n scope(s)</source>
        <extracomment>%1 is the name of a program, %n the number of scopes it leads</extracomment>
        <translation>
            <numerusform>%1 führt %n Bereich</numerusform>
            <numerusform>%1 führt %n Bereiche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 leaders for %n scope(s)</source>
        <extracomment>%1 is the number of programs that lead, %n of scopes</extracomment>
        <translation>
            <numerusform>%1 Führende für %n Bereich</numerusform>
            <numerusform>%1 Führende für %n Bereiche</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2: %3, epoch %4</source>
        <extracomment>one scope and who leads it: module, environment, program, epoch number</extracomment>
        <translation>%1 in %2: %3, Epoche %4</translation>
    </message>
    <message>
        <source>The store cannot be reached; this console goes on trying.</source>
        <translation>Der Speicher ist nicht erreichbar; diese Konsole versucht es weiter.</translation>
    </message>
    <message>
        <source>Changes have not arrived since %1: what is shown may be old.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Seit %1 kommen keine Änderungen an: Das Gezeigte kann veraltet sein.</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>%1 is a time of day, or a date and a time</extracomment>
        <translation>Offline, Stand %1</translation>
    </message>
    <message>
        <source>The store cannot be reached. What is shown is as it was at %1; nothing can be changed until it is back.</source>
        <extracomment>%1 is a time of day, or a date and a time</extracomment>
        <translation>Der Speicher ist nicht erreichbar. Gezeigt wird der Stand von %1; bis er wieder da ist, lässt sich nichts ändern.</translation>
    </message>
    <message>
        <source>Who leads is not known now</source>
        <translation>Wer führt, ist jetzt nicht bekannt</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>There is no display here; run &apos;hotswapctl lab run&apos; on this terminal instead.</source>
        <translation>Hier gibt es keine Anzeige; rufen Sie stattdessen auf diesem Terminal &apos;hotswapctl lab run&apos; auf.</translation>
    </message>
</context>
<context>
    <name>ConsoleOptions</name>
    <message>
        <source>%1 needs a number from %2 to %3; see --help.</source>
        <extracomment>%1 an option, %2 and %3 numbers</extracomment>
        <translation>%1 braucht eine Zahl von %2 bis %3; siehe --help.</translation>
    </message>
    <message>
        <source>%1 needs one of %2; see --help.</source>
        <extracomment>%1 an option, %2 the words it takes</extracomment>
        <translation>%1 braucht eines von %2; siehe --help.</translation>
    </message>
    <message>
        <source>--size needs width and height such as 1280x800; see --help.</source>
        <translation>--size braucht Breite und Höhe wie 1280x800; siehe --help.</translation>
    </message>
    <message>
        <source>%1 See --help.</source>
        <extracomment>%1 says what is wrong with the command line, by the library</extracomment>
        <translation>%1 Siehe --help.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; see --help.</source>
        <translation>&apos;%1&apos; ist keine Option; siehe --help.</translation>
    </message>
    <message>
        <source>--%1 is for the lab; add --lab.</source>
        <translation>--%1 ist für das Labor; fügen Sie --lab hinzu.</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>Diese Hilfe ausgeben.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Die Version ausgeben.</translation>
    </message>
    <message>
        <source>Open the lab: three real nodes here and a simulated fleet.</source>
        <translation>Das Labor öffnen: drei echte Knoten hier und eine simulierte Flotte.</translation>
    </message>
    <message>
        <source>Nodes of the simulated Production, 1 to 10000.</source>
        <translation>Knoten der simulierten Produktion, 1 bis 10000.</translation>
    </message>
    <message>
        <source>Seed of the simulation, a whole number.</source>
        <translation>Startwert der Simulation, eine ganze Zahl.</translation>
    </message>
    <message>
        <source>Speed of the simulated clocks, 1 to 10000.</source>
        <translation>Geschwindigkeit der simulierten Uhren, 1 bis 10000.</translation>
    </message>
    <message>
        <source>What goes wrong in the simulation.</source>
        <translation>Was in der Simulation schiefgeht.</translation>
    </message>
    <message>
        <source>Look at everything, change nothing.</source>
        <translation>Alles ansehen, nichts ändern.</translation>
    </message>
    <message>
        <source>Language: en, de or zh_CN.</source>
        <translation>Sprache: en, de oder zh_CN.</translation>
    </message>
    <message>
        <source>Theme: dark or light.</source>
        <translation>Farbschema: dark oder light.</translation>
    </message>
    <message>
        <source>Write a picture of the page and end.</source>
        <translation>Ein Bild der Seite schreiben und beenden.</translation>
    </message>
    <message>
        <source>Milliseconds before the picture is taken.</source>
        <translation>Millisekunden, bevor das Bild entsteht.</translation>
    </message>
    <message>
        <source>Size of the window in pixels.</source>
        <translation>Größe des Fensters in Pixeln.</translation>
    </message>
    <message>
        <source>Work on this shared PostgreSQL (default: HOTSWAP_DATABASE).</source>
        <translation>Auf diesem gemeinsamen PostgreSQL arbeiten (Vorgabe: HOTSWAP_DATABASE).</translation>
    </message>
    <message>
        <source>Tenant, where the login has several.</source>
        <translation>Mandant, falls die Anmeldung mehrere hat.</translation>
    </message>
    <message>
        <source>Folder with your signing key and trusted keys.</source>
        <translation>Ordner mit dem eigenen Signaturschlüssel und den vertrauten Schlüsseln.</translation>
    </message>
    <message>
        <source>Lead rollouts too, with this orchestrator login.</source>
        <translation>Auch Rollouts leiten, mit dieser Orchestrator-Anmeldung.</translation>
    </message>
    <message>
        <source>--lab and --connect exclude each other; see --help.</source>
        <translation>--lab und --connect schließen sich aus; siehe --help.</translation>
    </message>
    <message>
        <source>--%1 needs --connect; see --help.</source>
        <translation>--%1 braucht --connect; siehe --help.</translation>
    </message>
    <message>
        <source>usage: hotswap [--lab | --connect CONNINFO] [options]
The HotSwap console. Options:</source>
        <translation>Aufruf: hotswap [--lab | --connect CONNINFO] [Optionen]
Die HotSwap-Konsole. Optionen:</translation>
    </message>
    <message>
        <source>--page needs --lab or --connect; see --help.</source>
        <translation>--page braucht --lab oder --connect; siehe --help.</translation>
    </message>
    <message>
        <source>Keep nothing on this desktop for reading offline, and show none.</source>
        <translation>Auf diesem Rechner nichts zum Lesen ohne Verbindung aufheben und nichts davon zeigen.</translation>
    </message>
    <message>
        <source>Page to start on; &quot;node:NAME&quot; for a node&apos;s.</source>
        <translation>Seite, mit der begonnen wird; &quot;node:NAME&quot; für die eines Knotens.</translation>
    </message>
    <message>
        <source>TOML file with the metric providers that policies name.</source>
        <translation>TOML-Datei mit den Metrikquellen, die Richtlinien nennen.</translation>
    </message>
    <message>
        <source>--metrics needs --lab or --lead; see --help.</source>
        <translation>--metrics braucht --lab oder --lead; siehe --help.</translation>
    </message>
</context>
<context>
    <name>ConsolePicture</name>
    <message>
        <source>The picture could not be written to &apos;%1&apos;; name a file in a folder that exists.</source>
        <translation>Das Bild konnte nicht nach &apos;%1&apos; geschrieben werden; nennen Sie eine Datei in einem vorhandenen Ordner.</translation>
    </message>
</context>
<context>
    <name>ConsoleSession</name>
    <message>
        <source>Not sent: %1</source>
        <extracomment>%1 is what was taken back before it was sent</extracomment>
        <translation>Nicht gesendet: %1</translation>
    </message>
    <message>
        <source>Nothing waits for a person</source>
        <translation>Nichts wartet auf einen Menschen</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) wait for a person</source>
        <translation>
            <numerusform>%n Sache wartet auf einen Menschen</numerusform>
            <numerusform>%n Sachen warten auf einen Menschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>a deployment in the palette: release and environment</extracomment>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>Deployment, %1</source>
        <translation>Deployment, %1</translation>
    </message>
    <message>
        <source>Node in %1, %2</source>
        <translation>Knoten in %1, %2</translation>
    </message>
</context>
<context>
    <name>CoordinationPage</name>
    <message>
        <source>Coordination</source>
        <translation>Koordination</translation>
    </message>
    <message>
        <source>Not up to date</source>
        <translation>Nicht aktuell</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Who takes part</source>
        <translation>Wer teilnimmt</translation>
    </message>
    <message>
        <source>Nobody has announced itself.</source>
        <translation>Niemand hat sich angemeldet.</translation>
    </message>
    <message>
        <source>Leases</source>
        <translation>Leases</translation>
    </message>
    <message>
        <source>Who leads the deployments of a module in an environment</source>
        <translation>Wer die Deployments eines Moduls in einer Umgebung führt</translation>
    </message>
    <message>
        <source>Nobody leads a deployment now.</source>
        <translation>Gerade führt niemand ein Deployment.</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>No lock is held or waited for.</source>
        <translation>Keine Sperre wird gehalten oder erwartet.</translation>
    </message>
    <message>
        <source>Events and commands</source>
        <translation>Ereignisse und Befehle</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Nothing to put right</source>
        <translation>Nichts zu berichtigen</translation>
    </message>
    <message>
        <source>There is no database behind this console: what it shows is in its own memory and ends with it.</source>
        <translation>Hinter dieser Konsole steht keine Datenbank: Was sie zeigt, liegt in ihrem eigenen Speicher und endet mit ihr.</translation>
    </message>
    <message>
        <source>Who takes part could not be read</source>
        <translation>Wer teilnimmt, war nicht zu lesen</translation>
    </message>
    <message>
        <source>Asking who takes part…</source>
        <translation>Frage, wer teilnimmt…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>CoordinationView</name>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Present for</source>
        <translation>Anwesend</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>Führt</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Held for</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartende</translation>
    </message>
    <message>
        <source>%1, process %2</source>
        <extracomment>%1 host, %2 process number</extracomment>
        <translation>%1, Prozess %2</translation>
    </message>
    <message>
        <source>may lead</source>
        <translation>darf führen</translation>
    </message>
    <message>
        <source>looks on</source>
        <translation>sieht zu</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>to be handed over</source>
        <translation>wird abgegeben</translation>
    </message>
    <message>
        <source>not renewed</source>
        <translation>nicht erneuert</translation>
    </message>
    <message>
        <source>%1.%2</source>
        <extracomment>%1 generation of the store, %2 epoch of the lease</extracomment>
        <translation>%1.%2</translation>
    </message>
    <message>
        <source>not present</source>
        <translation>nicht anwesend</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>listening since %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>empfangsbereit seit %1</translation>
    </message>
    <message>
        <source>not listening since %1</source>
        <translation>nicht empfangsbereit seit %1</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Event lag</source>
        <translation>Ereignisverzug</translation>
    </message>
    <message>
        <source>Held back by</source>
        <translation>Aufgehalten von</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Gelesen bis</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>none waits</source>
        <translation>keiner wartet</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>Server</translation>
    </message>
    <message>
        <source>PostgreSQL %1</source>
        <translation>PostgreSQL %1</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>primary</source>
        <translation>Primärserver</translation>
    </message>
    <message>
        <source>standby, read only</source>
        <translation>Standby, nur lesbar</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <source>wait for a standby</source>
        <translation>warten auf einen Standby</translation>
    </message>
    <message>
        <source>do not wait for a standby</source>
        <translation>warten auf keinen Standby</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>connections in use, of how many at most</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>As of %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Stand von %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln of them may lead</source>
        <extracomment>%1 &quot;4 programs present&quot;</extracomment>
        <translation>
            <numerusform>%1, %Ln davon darf führen</numerusform>
            <numerusform>%1, %Ln davon dürfen führen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln program(s) present</source>
        <translation>
            <numerusform>%Ln Programm anwesend</numerusform>
            <numerusform>%Ln Programme anwesend</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is not seen for %1 is gone</source>
        <extracomment>%1 is a duration</extracomment>
        <translation>Wer %1 lang nicht gesehen wird, ist fort</translation>
    </message>
    <message>
        <source>No program leads: new deployments wait, and those under way go no further. Start an orchestrator agent, or let this console lead if an administrator has enrolled it for that.</source>
        <translation>Kein Programm führt: Neue Deployments warten, laufende kommen nicht weiter. Starten Sie einen Orchestrator-Agenten, oder lassen Sie diese Konsole führen, wenn die Administration sie dafür zugelassen hat.</translation>
    </message>
    <message>
        <source>Not listening since %1</source>
        <extracomment>notifications of the database; %1 is a time of day</extracomment>
        <translation>Nicht empfangsbereit seit %1</translation>
    </message>
    <message>
        <source>Listening, %1 behind</source>
        <extracomment>notifications of the database arrive; %1 is a short duration</extracomment>
        <translation>Empfangsbereit, %1 Verzug</translation>
    </message>
    <message numerus="yes">
        <source>%Ln command(s) wait, the oldest for %1</source>
        <extracomment>commands for nodes that no gateway has fetched; %1 is a duration</extracomment>
        <translation>
            <numerusform>%Ln Befehl wartet, seit %1</numerusform>
            <numerusform>%Ln Befehle warten, der älteste seit %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Only an administrator may ask for a hand-over.</source>
        <translation>Nur die Administration darf eine Abgabe verlangen.</translation>
    </message>
    <message>
        <source>Choose the lease to hand over.</source>
        <translation>Wählen Sie die Lease, die abgegeben werden soll.</translation>
    </message>
    <message>
        <source>Its holder was asked already.</source>
        <translation>Ihr Inhaber wurde schon gefragt.</translation>
    </message>
    <message>
        <source>No other program may lead: the work would only stand still.</source>
        <translation>Kein anderes Programm darf führen: Die Arbeit stünde nur still.</translation>
    </message>
    <message>
        <source>Hand over %1 in %2</source>
        <extracomment>%1 module, %2 environment</extracomment>
        <translation>%1 in %2 abgeben</translation>
    </message>
    <message>
        <source>%1 was asked to hand over %2 in %3</source>
        <extracomment>%1 program, %2 module, %3 environment</extracomment>
        <translation>%1 wurde gebeten, %2 in %3 abzugeben</translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message>
        <source>Package to roll out, or the name of a demo module.</source>
        <translation>Auszurollendes Paket oder Name eines Demo-Moduls.</translation>
    </message>
    <message>
        <source>Version of the demo module to roll out (default 1.1.0).</source>
        <translation>Auszurollende Version des Demo-Moduls (Vorgabe 1.1.0).</translation>
    </message>
    <message>
        <source>Version that nodes start with (default 1.0.0).</source>
        <translation>Version, mit der Knoten beginnen (Vorgabe 1.0.0).</translation>
    </message>
    <message>
        <source>Development (three real nodes, the default), QA, Staging or Production (simulated).</source>
        <translation>Development (drei echte Knoten, die Vorgabe), QA, Staging oder Production (simuliert).</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary.</source>
        <translation>direct, rolling, blueGreen oder canary.</translation>
    </message>
    <message>
        <source>What goes wrong in simulated environments: %1.</source>
        <extracomment>%1 a list of names</extracomment>
        <translation>Was in simulierten Umgebungen schiefgeht: %1.</translation>
    </message>
    <message>
        <source>Nodes in simulated Production (default 20).</source>
        <translation>Knoten der simulierten Produktion (Vorgabe 20).</translation>
    </message>
    <message>
        <source>Seed of the simulation (default 1).</source>
        <translation>Startwert der Simulation (Vorgabe 1).</translation>
    </message>
    <message>
        <source>How much faster than real time simulated environments run (default 60).</source>
        <translation>Wie viel schneller als Echtzeit simulierte Umgebungen laufen (Vorgabe 60).</translation>
    </message>
    <message>
        <source>Directory for the lab&apos;s state (default: a temporary one).</source>
        <translation>Verzeichnis für den Zustand des Labors (Vorgabe: ein temporäres).</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 a number</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Wave %1: %2</source>
        <translation>Welle %1: %2</translation>
    </message>
    <message>
        <source> (%1 rounded up to %2)</source>
        <extracomment>%1 a number with decimals, %2 a whole number</extracomment>
        <translation> (%1 aufgerundet auf %2)</translation>
    </message>
    <message>
        <source>, bakes for %1</source>
        <translation>, Bake-Zeit %1</translation>
    </message>
    <message>
        <source>Lowest capacity: %1 of %2 nodes serve (at least %3 must).</source>
        <extracomment>%1, %2 and %3 numbers of nodes</extracomment>
        <translation>Geringste Kapazität: %1 von %2 Knoten in Betrieb (mindestens %3 müssen).</translation>
    </message>
    <message>
        <source>Takes about %1, at worst %2; a bad release can be stopped after %3.</source>
        <extracomment>%1, %2 and %3 durations</extracomment>
        <translation>Dauert etwa %1, schlimmstenfalls %2; ein schlechtes Release lässt sich nach %3 stoppen.</translation>
    </message>
    <message>
        <source>Needs sign-off.</source>
        <translation>Braucht Freigabe.</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Hinweis: %1</translation>
    </message>
    <message>
        <source>Shows what a rollout would do, wave by wave, without starting it.</source>
        <translation>Zeigt, was ein Rollout täte, Welle für Welle, ohne ihn zu starten.</translation>
    </message>
    <message>
        <source>Requests per second and real node (default 200; 0 for none).</source>
        <translation>Anfragen je Sekunde und echtem Knoten (Vorgabe 200; 0 für keine).</translation>
    </message>
    <message>
        <source>First port of the real nodes (default: any free ones).</source>
        <translation>Erster Port der echten Knoten (Vorgabe: beliebige freie).</translation>
    </message>
    <message>
        <source>Sign off as the lab&apos;s approver where sign-off is needed.</source>
        <translation>Als Freigabeperson des Labors freigeben, wo es nötig ist.</translation>
    </message>
    <message>
        <source>Stay up after the rollout, until Ctrl+C.</source>
        <translation>Nach dem Rollout weiterlaufen, bis Strg+C.</translation>
    </message>
    <message>
        <source>%1 needs %2</source>
        <extracomment>%1 an option, %2 what it may be</extracomment>
        <translation>%1 braucht %2</translation>
    </message>
    <message>
        <source>Runs a whole rollout in a lab on this machine and tells how it went.</source>
        <translation>Führt einen ganzen Rollout in einem Labor auf diesem Rechner aus und sagt, wie es ging.</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <extracomment>%1 a number</extracomment>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>wave %1 of %2</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>Welle %1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 nodes</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>%1 von %2 Knoten</translation>
    </message>
    <message>
        <source>It took %1 s of the environment&apos;s time.</source>
        <extracomment>%1 a number of seconds of the environment&apos;s time</extracomment>
        <translation>Es dauerte %1 s in der Zeit der Umgebung.</translation>
    </message>
    <message>
        <source>Load: %1 requests, %2 failed, half of them within %3 ms, 99 % within %4 ms.</source>
        <extracomment>%1 and %2 numbers of requests, %3 and %4 milliseconds</extracomment>
        <translation>Last: %1 Anfragen, %2 fehlgeschlagen, die Hälfte in %3 ms, 99 % in %4 ms.</translation>
    </message>
    <message>
        <source>First failure: %1.</source>
        <translation>Erster Fehler: %1.</translation>
    </message>
    <message>
        <source>%1: %2, %3, http://%4 answers %5</source>
        <extracomment>%1 node, %2 version, %3 health, %4 address, %5 version it answers with</extracomment>
        <translation>%1: %2, %3, http://%4 antwortet %5</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>%1 node, %2 version, %3 health</extracomment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Usage: %1 COMMAND [options]</source>
        <extracomment>%1 what to type before the command&apos;s name</extracomment>
        <translation>Aufruf: %1 BEFEHL [Optionen]</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>“%1 COMMAND --help” tells the options of one command.</source>
        <extracomment>%1 a command line</extracomment>
        <translation>„%1 BEFEHL --help“ nennt die Optionen eines Befehls.</translation>
    </message>
    <message>
        <source>No command was given</source>
        <translation>Es wurde kein Befehl angegeben</translation>
    </message>
    <message>
        <source>There is no command “%1”</source>
        <extracomment>%1 a word that is not a command</extracomment>
        <translation>Es gibt keinen Befehl „%1“</translation>
    </message>
    <message>
        <source>release %1, %2 files, %3 bytes</source>
        <extracomment>%1 a digest, %2 a number of files, %3 a number of bytes</extracomment>
        <translation>Release %1, %2 Dateien, %3 Bytes</translation>
    </message>
    <message>
        <source>Packs module.toml and files/ into one .hsm file.</source>
        <translation>Packt module.toml und files/ in eine .hsm-Datei.</translation>
    </message>
    <message>
        <source>Folder with module.toml and files/.</source>
        <translation>Ordner mit module.toml und files/.</translation>
    </message>
    <message>
        <source>File or folder to write to (default: this folder).</source>
        <translation>Datei oder Ordner, wohin geschrieben wird (Vorgabe: dieser Ordner).</translation>
    </message>
    <message>
        <source>Folder to pack instead of files/.</source>
        <translation>Ordner, der statt files/ gepackt wird.</translation>
    </message>
    <message>
        <source>Adds an entry, for example commit=1a2b3c.</source>
        <translation>Fügt einen Eintrag hinzu, zum Beispiel commit=1a2b3c.</translation>
    </message>
    <message>
        <source>Packed %2 into %1.</source>
        <extracomment>%1 a file, %2 a module and its version</extracomment>
        <translation>%2 nach %1 gepackt.</translation>
    </message>
    <message>
        <source>Adds a signature, or renews the one by the same key.</source>
        <translation>Fügt eine Signatur hinzu oder erneuert die desselben Schlüssels.</translation>
    </message>
    <message>
        <source>Package (.hsm).</source>
        <translation>Paket (.hsm).</translation>
    </message>
    <message>
        <source>Secret key file of purpose “module”.</source>
        <translation>Geheime Schlüsseldatei mit dem Zweck „module“.</translation>
    </message>
    <message>
        <source>--key is missing</source>
        <translation>--key fehlt</translation>
    </message>
    <message>
        <source>Signed %2 in %1.</source>
        <extracomment>%1 a file, %2 a module and its version</extracomment>
        <translation>%2 in %1 signiert.</translation>
    </message>
    <message>
        <source>Checks format, signatures and content of a package.</source>
        <translation>Prüft Format, Signaturen und Inhalt eines Pakets.</translation>
    </message>
    <message>
        <source>Public key file that is trusted; may be repeated.</source>
        <translation>Öffentliche Schlüsseldatei, der vertraut wird; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Accept keys that count in a lab only.</source>
        <translation>Schlüssel annehmen, die nur im Labor gelten.</translation>
    </message>
    <message>
        <source>--trust is missing</source>
        <translation>--trust fehlt</translation>
    </message>
    <message>
        <source>%1 is %2, intact and trusted.</source>
        <extracomment>%1 a file, %2 a module and its version</extracomment>
        <translation>%1 ist %2, unversehrt und vertrauenswürdig.</translation>
    </message>
    <message>
        <source>Makes a new key pair; never overwrites a secret key.</source>
        <translation>Erzeugt ein neues Schlüsselpaar; überschreibt nie einen geheimen Schlüssel.</translation>
    </message>
    <message>
        <source>Secret key to write, readable by you alone.</source>
        <translation>Zu schreibender geheimer Schlüssel, nur für Sie lesbar.</translation>
    </message>
    <message>
        <source>Public key to write (default: FILE.pub).</source>
        <translation>Zu schreibender öffentlicher Schlüssel (Vorgabe: DATEI.pub).</translation>
    </message>
    <message>
        <source>module, orchestrator, voter or node.</source>
        <translation>module, orchestrator, voter oder node.</translation>
    </message>
    <message>
        <source>The key counts in a lab only.</source>
        <translation>Der Schlüssel gilt nur im Labor.</translation>
    </message>
    <message>
        <source>--purpose is none of the four</source>
        <translation>--purpose ist keiner der vier</translation>
    </message>
    <message>
        <source>Made key %1: secret half in %2, public half in %3.</source>
        <extracomment>%1 a key&apos;s id, %2 a file or the keychain, %3 a file
----------
%1 a key&apos;s id, %2 and %3 files</extracomment>
        <translation>Schlüssel %1 erzeugt: geheime Hälfte in %2, öffentliche in %3.</translation>
    </message>
    <message>
        <source>pack module.toml and files/ into a package</source>
        <translation>module.toml und files/ in ein Paket packen</translation>
    </message>
    <message>
        <source>sign a package</source>
        <translation>ein Paket signieren</translation>
    </message>
    <message>
        <source>check a package and its signatures</source>
        <translation>ein Paket und seine Signaturen prüfen</translation>
    </message>
    <message>
        <source>make a key pair to sign with</source>
        <translation>ein Schlüsselpaar zum Signieren erzeugen</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe zeigen.</translation>
    </message>
    <message>
        <source>Print results and errors as JSON.</source>
        <translation>Ergebnisse und Fehler als JSON ausgeben.</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <extracomment>%1 name of an argument of a command</extracomment>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>“%1” is one argument too many</source>
        <extracomment>%1 an argument that the command does not take</extracomment>
        <translation>„%1“ ist ein Argument zu viel</translation>
    </message>
    <message>
        <source>%1; see “%2 --help”.</source>
        <extracomment>%1 what is wrong, without a full stop; %2 a command line</extracomment>
        <translation>%1; siehe „%2 --help“.</translation>
    </message>
    <message>
        <source>show what a rollout would do, wave by wave</source>
        <translation>zeigen, was ein Rollout täte, Welle für Welle</translation>
    </message>
    <message>
        <source>run a whole rollout in a lab on this machine</source>
        <translation>einen ganzen Rollout in einem Labor auf diesem Rechner ausführen</translation>
    </message>
    <message>
        <source>try a whole rollout on this machine</source>
        <translation>einen ganzen Rollout auf diesem Rechner ausprobieren</translation>
    </message>
    <message>
        <source>%1 serves http://%2/</source>
        <extracomment>%1 name of a node, %2 its address</extracomment>
        <translation>%1 bedient http://%2/</translation>
    </message>
    <message>
        <source>The lab stays up; Ctrl+C ends it.</source>
        <translation>Das Labor läuft weiter; Strg+C beendet es.</translation>
    </message>
    <message>
        <source>Rolling out %1 %2 to %3.</source>
        <extracomment>%1 module, %2 version, %3 environment</extracomment>
        <translation>%1 %2 wird nach %3 ausgerollt.</translation>
    </message>
    <message>
        <source>Health is watched for 2 s instead of 10 s here, so that this takes seconds.</source>
        <translation>Die Gesundheit wird hier 2 s statt 10 s beobachtet, damit es Sekunden dauert.</translation>
    </message>
    <message>
        <source>the rollout waits for sign-off; give --approve or use a terminal</source>
        <translation>der Rollout wartet auf Freigabe; geben Sie --approve an oder benutzen Sie ein Terminal</translation>
    </message>
    <message>
        <source>%1 asks for sign-off. Approve as “approver”? [y/n]</source>
        <translation>%1 bittet um Freigabe. Als „approver“ freigeben? [y/n]</translation>
    </message>
    <message>
        <source>Reason:</source>
        <translation>Begründung:</translation>
    </message>
    <message>
        <source>%1 Nobody is here to decide, so it is taken back.</source>
        <extracomment>%1 why it is paused, a whole sentence</extracomment>
        <translation>%1 Niemand ist hier, um zu entscheiden, also wird es zurückgenommen.</translation>
    </message>
    <message>
        <source>%1 [p]romote, [r]esume or [a]bort?</source>
        <translation>%1 Weiterschalten [p], fortsetzen [r] oder abbrechen [a]?</translation>
    </message>
    <message>
        <source>Lists approvals that wait for votes, newest first.</source>
        <translation>Listet Freigaben, die auf Stimmen warten, neueste zuerst.</translation>
    </message>
    <message>
        <source>pending (the default), approved, rejected, expired or void; may be repeated.</source>
        <translation>pending (Vorgabe), approved, rejected, expired oder void; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Whatever their state.</source>
        <translation>In jedem Zustand.</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>MODULE</source>
        <translation>MODUL</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>UMGEBUNG</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>ZUSTAND</translation>
    </message>
    <message>
        <source>BY</source>
        <translation>VON</translation>
    </message>
    <message>
        <source>EXPIRES</source>
        <translation>LÄUFT AB</translation>
    </message>
    <message>
        <source>Shows one approval and what it agrees to.</source>
        <translation>Zeigt eine Freigabe und wozu sie Ja sagt.</translation>
    </message>
    <message>
        <source>Approval.</source>
        <translation>Freigabe.</translation>
    </message>
    <message>
        <source>Approval: %1, %2 of %3 votes, until %4.</source>
        <extracomment>%1 a state, %2 and %3 numbers, %4 a time</extracomment>
        <translation>Freigabe: %1, %2 von %3 Stimmen, bis %4.</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <extracomment>%1 a digest</extracomment>
        <translation>Plan: %1</translation>
    </message>
    <message>
        <source>Why, for the audit.</source>
        <translation>Warum, für das Audit.</translation>
    </message>
    <message>
        <source>Digest of the plan you have read; refused when it is another now.</source>
        <translation>Prüfsumme des gelesenen Plans; abgelehnt, wenn es jetzt ein anderer ist.</translation>
    </message>
    <message>
        <source>Idempotency key: asking again with the same one changes nothing twice.</source>
        <translation>Idempotenzschlüssel: noch einmal mit demselben ändert nichts doppelt.</translation>
    </message>
    <message>
        <source>Voted. The approval is %1, %2 of %3 votes.</source>
        <extracomment>%1 a state, %2 and %3 numbers</extracomment>
        <translation>Abgestimmt. Die Freigabe ist %1, %2 von %3 Stimmen.</translation>
    </message>
    <message>
        <source>Votes for a plan, signed with your key.</source>
        <translation>Stimmt für einen Plan, mit dem eigenen Schlüssel signiert.</translation>
    </message>
    <message>
        <source>Votes against a plan, signed with your key: that ends the deployment.</source>
        <translation>Stimmt gegen einen Plan, mit dem eigenen Schlüssel signiert: das beendet das Deployment.</translation>
    </message>
    <message>
        <source>list what waits for votes</source>
        <translation>auflisten, was auf Stimmen wartet</translation>
    </message>
    <message>
        <source>show one and what it agrees to</source>
        <translation>eine zeigen und wozu sie Ja sagt</translation>
    </message>
    <message>
        <source>vote for a plan</source>
        <translation>für einen Plan stimmen</translation>
    </message>
    <message>
        <source>vote against a plan</source>
        <translation>gegen einen Plan stimmen</translation>
    </message>
    <message>
        <source>Lists who did what, newest first.</source>
        <translation>Listet, wer was getan hat, neuestes zuerst.</translation>
    </message>
    <message>
        <source>Only with this text in actor, action, subject or details.</source>
        <translation>Nur mit diesem Text in Handelndem, Aktion, Gegenstand oder Einzelheiten.</translation>
    </message>
    <message>
        <source>Only from this time on (UTC).</source>
        <translation>Nur ab dieser Zeit (UTC).</translation>
    </message>
    <message>
        <source>Only before this time (UTC).</source>
        <translation>Nur vor dieser Zeit (UTC).</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>ACTOR</source>
        <translation>WER</translation>
    </message>
    <message>
        <source>VIA</source>
        <translation>ÜBER</translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation>AKTION</translation>
    </message>
    <message>
        <source>SUBJECT</source>
        <translation>GEGENSTAND</translation>
    </message>
    <message>
        <source>Walks the chain of hashes; exit status 1 when a record does not fit.</source>
        <translation>Geht die Kette der Prüfsummen ab; Status 1, wenn ein Eintrag nicht passt.</translation>
    </message>
    <message>
        <source>The chain is broken at record %1: somebody changed the database.</source>
        <extracomment>%1 number of a record</extracomment>
        <translation>Die Kette ist bei Eintrag %1 gebrochen: jemand hat die Datenbank verändert.</translation>
    </message>
    <message>
        <source>The chain is whole: %1 records, %2 of them sealed.</source>
        <extracomment>%1 and %2 numbers of records</extracomment>
        <translation>Die Kette ist ganz: %1 Einträge, %2 davon versiegelt.</translation>
    </message>
    <message>
        <source>list who did what</source>
        <translation>auflisten, wer was getan hat</translation>
    </message>
    <message>
        <source>check that nothing was altered</source>
        <translation>prüfen, dass nichts verändert wurde</translation>
    </message>
    <message>
        <source>Database, as libpq wants it named (default: HOTSWAP_DATABASE).</source>
        <translation>Datenbank, wie libpq sie benannt haben will (Vorgabe: HOTSWAP_DATABASE).</translation>
    </message>
    <message>
        <source>Tenant to work in (default: the only one of the login).</source>
        <translation>Mandant, in dem gearbeitet wird (Vorgabe: der einzige der Anmeldung).</translation>
    </message>
    <message>
        <source>Folder with your secret keys (*.key) and the public ones you trust (*.pub).</source>
        <translation>Ordner mit den eigenen geheimen Schlüsseln (*.key) und den vertrauten öffentlichen (*.pub).</translation>
    </message>
    <message>
        <source>The schema is at version %1 already.</source>
        <extracomment>%1 a number</extracomment>
        <translation>Das Schema hat schon Version %1.</translation>
    </message>
    <message>
        <source>The schema is at version %1; %2 migrations ran.</source>
        <translation>Das Schema hat Version %1; %2 Migrationen liefen.</translation>
    </message>
    <message>
        <source>Tenant %1 is there.</source>
        <extracomment>%1 a tenant</extracomment>
        <translation>Mandant %1 ist da.</translation>
    </message>
    <message>
        <source>Makes roles, schema and grants. Connect as a superuser, or as the database&apos;s owner with CREATEROLE. Repeating it is harmless.</source>
        <translation>Macht Rollen, Schema und Rechte. Als Superuser verbinden, oder als Besitzer der Datenbank mit CREATEROLE. Wiederholen schadet nicht.</translation>
    </message>
    <message>
        <source>Make this tenant too.</source>
        <translation>Auch diesen Mandanten anlegen.</translation>
    </message>
    <message>
        <source>Applies the migrations that are missing; connect as for db init.</source>
        <translation>Wendet fehlende Migrationen an; verbinden wie für db init.</translation>
    </message>
    <message>
        <source>Run hotswapctl db init.</source>
        <translation>hotswapctl db init ausführen.</translation>
    </message>
    <message>
        <source>fatal</source>
        <translation>schwer</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>%1: %2 Found: %3; wanted: %4. %5</source>
        <extracomment>%1 &quot;fatal&quot; or &quot;warning&quot;, %2 a sentence, %3 and %4 settings, %5 a sentence</extracomment>
        <translation>%1: %2 Gefunden: %3; gewollt: %4. %5</translation>
    </message>
    <message>
        <source>Names every wrong setting of the database with its fix; exit status 1 when one is fatal. Connect as an administrator to have everything seen.</source>
        <translation>Nennt jede falsche Einstellung der Datenbank mit ihrer Abhilfe; Status 1, wenn eine schwer ist. Als Verwalter verbinden, damit alles zu sehen ist.</translation>
    </message>
    <message>
        <source>Orchestrator agents that will connect (default 2).</source>
        <translation>Orchestrator-Agenten, die sich verbinden werden (Vorgabe 2).</translation>
    </message>
    <message>
        <source>Consoles that will connect (default 10).</source>
        <translation>Konsolen, die sich verbinden werden (Vorgabe 10).</translation>
    </message>
    <message>
        <source>PostgreSQL %1: nothing is wrong.</source>
        <extracomment>%1 a version</extracomment>
        <translation>PostgreSQL %1: nichts ist falsch.</translation>
    </message>
    <message>
        <source>make roles, schema and grants</source>
        <translation>Rollen, Schema und Rechte machen</translation>
    </message>
    <message>
        <source>bring the schema up to date</source>
        <translation>das Schema auf den neuesten Stand bringen</translation>
    </message>
    <message>
        <source>name every wrong setting with its fix</source>
        <translation>jede falsche Einstellung mit Abhilfe nennen</translation>
    </message>
    <message>
        <source>make tenants</source>
        <translation>Mandanten anlegen</translation>
    </message>
    <message>
        <source>say who may do what</source>
        <translation>sagen, wer was darf</translation>
    </message>
    <message>
        <source>Plan in the lab, with options of its own (--lab --help).</source>
        <translation>Im Labor planen, mit dessen Optionen (--lab --help).</translation>
    </message>
    <message>
        <source>Submits a deployment; with --watch, follows it to its end.</source>
        <translation>Reicht ein Deployment ein; mit --watch folgt es ihm bis zum Ende.</translation>
    </message>
    <message>
        <source>Submitted as %1.</source>
        <translation>Eingereicht als %1.</translation>
    </message>
    <message>
        <source>Lists deployments, newest first.</source>
        <translation>Listet Deployments, neueste zuerst.</translation>
    </message>
    <message>
        <source>Only of this environment.</source>
        <translation>Nur aus dieser Umgebung.</translation>
    </message>
    <message>
        <source>Only of this module.</source>
        <translation>Nur von diesem Modul.</translation>
    </message>
    <message>
        <source>Only in this state; may be repeated.</source>
        <translation>Nur in diesem Zustand; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Only with this text in id, module, version, requester or description.</source>
        <translation>Nur mit diesem Text in ID, Modul, Version, Antragsteller oder Beschreibung.</translation>
    </message>
    <message>
        <source>Shows one deployment: where it stands and why.</source>
        <translation>Zeigt ein Deployment: wo es steht und warum.</translation>
    </message>
    <message>
        <source>Deployment.</source>
        <translation>Deployment.</translation>
    </message>
    <message>
        <source>Follows a deployment to its end; the exit status is the deployment&apos;s.</source>
        <translation>Folgt einem Deployment bis zum Ende; der Status ist der des Deployments.</translation>
    </message>
    <message>
        <source>submit a deployment</source>
        <translation>ein Deployment einreichen</translation>
    </message>
    <message>
        <source>list deployments, newest first</source>
        <translation>Deployments auflisten, neueste zuerst</translation>
    </message>
    <message>
        <source>show where one stands and why</source>
        <translation>zeigen, wo eines steht und warum</translation>
    </message>
    <message>
        <source>follow one to its end</source>
        <translation>einem bis zum Ende folgen</translation>
    </message>
    <message>
        <source>start nothing more until resumed</source>
        <translation>nichts Weiteres beginnen, bis es fortgesetzt wird</translation>
    </message>
    <message>
        <source>go on after a pause</source>
        <translation>nach einer Pause weitermachen</translation>
    </message>
    <message>
        <source>let the next wave start now, or all of them</source>
        <translation>die nächste Welle jetzt beginnen lassen, oder alle</translation>
    </message>
    <message>
        <source>leave a node out</source>
        <translation>einen Knoten auslassen</translation>
    </message>
    <message>
        <source>stop it and go back to the stable release</source>
        <translation>anhalten und zur stabilen Version zurückgehen</translation>
    </message>
    <message>
        <source>try again where it failed</source>
        <translation>noch einmal versuchen, wo es misslang</translation>
    </message>
    <message>
        <source>go back to the release before</source>
        <translation>zur Version davor zurückgehen</translation>
    </message>
    <message>
        <source>accept what a rollback left as it is</source>
        <translation>annehmen, was ein Rollback hinterließ</translation>
    </message>
    <message>
        <source>%1 %2 to %3: %4</source>
        <extracomment>%1 module, %2 version, %3 environment, %4 a state</extracomment>
        <translation>%1 %2 nach %3: %4</translation>
    </message>
    <message>
        <source>Asked for by %1 at %2.</source>
        <extracomment>%1 a person, %2 a time</extracomment>
        <translation>Beantragt von %1 um %2.</translation>
    </message>
    <message>
        <source>%1 of %2 nodes changed, %3 failed.</source>
        <extracomment>%1, %2 and %3 numbers of nodes</extracomment>
        <translation>%1 von %2 Knoten geändert, %3 misslungen.</translation>
    </message>
    <message>
        <source>Nobody leads it now.</source>
        <translation>Niemand leitet es jetzt.</translation>
    </message>
    <message>
        <source>Led by %1.</source>
        <translation>Geleitet von %1.</translation>
    </message>
    <message>
        <source>Waits for approval %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>Wartet auf Freigabe %1.</translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation>VERSION</translation>
    </message>
    <message>
        <source>WAVES</source>
        <translation>WELLEN</translation>
    </message>
    <message>
        <source>REQUESTED</source>
        <translation>BEANTRAGT</translation>
    </message>
    <message>
        <source>Stop following after so many seconds, exit status 7 (default: never).</source>
        <translation>Nach so vielen Sekunden nicht weiter folgen, Status 7 (Vorgabe: nie).</translation>
    </message>
    <message>
        <source>%1, wave %2 of %3</source>
        <extracomment>%1 a state, %2 and %3 numbers</extracomment>
        <translation>%1, Welle %2 von %3</translation>
    </message>
    <message>
        <source>The time to follow is over while it is %1; it goes on without a follower.</source>
        <extracomment>%1 a state</extracomment>
        <translation>Die Zeit zum Folgen ist um, während es %1 ist; es geht ohne Zuschauer weiter.</translation>
    </message>
    <message>
        <source>NODE</source>
        <translation>KNOTEN</translation>
    </message>
    <message>
        <source>MODULES</source>
        <translation>MODULE</translation>
    </message>
    <message>
        <source>LAST SEEN</source>
        <translation>ZULETZT GESEHEN</translation>
    </message>
    <message>
        <source>Lists the nodes.</source>
        <translation>Listet die Knoten.</translation>
    </message>
    <message>
        <source>Shows one node.</source>
        <translation>Zeigt einen Knoten.</translation>
    </message>
    <message>
        <source>Its name.</source>
        <translation>Sein Name.</translation>
    </message>
    <message>
        <source>Lists who leads which scope, with the fence of each lease.</source>
        <translation>Listet, wer welchen Bereich leitet, mit dem Fence jeder Lease.</translation>
    </message>
    <message>
        <source>LEADER</source>
        <translation>LEITER</translation>
    </message>
    <message>
        <source>FENCE</source>
        <translation>FENCE</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>SEIT</translation>
    </message>
    <message>
        <source>list the nodes</source>
        <translation>die Knoten auflisten</translation>
    </message>
    <message>
        <source>show one node</source>
        <translation>einen Knoten zeigen</translation>
    </message>
    <message>
        <source>list who leads what</source>
        <translation>auflisten, wer was leitet</translation>
    </message>
    <message>
        <source>Shows what a rollout would do in the lab, without starting it.</source>
        <translation>Zeigt, was ein Rollout im Labor täte, ohne ihn zu beginnen.</translation>
    </message>
    <message>
        <source>Plan in the lab; the rule where no database is named.</source>
        <translation>Im Labor planen; die Regel, wenn keine Datenbank genannt ist.</translation>
    </message>
    <message>
        <source>set up and check the shared database</source>
        <translation>die gemeinsame Datenbank einrichten und prüfen</translation>
    </message>
    <message>
        <source>pack, sign, verify and push module packages</source>
        <translation>Modulpakete packen, signieren, prüfen und hochladen</translation>
    </message>
    <message>
        <source>plan, submit, follow and steer rollouts</source>
        <translation>Rollouts planen, einreichen, verfolgen und steuern</translation>
    </message>
    <message>
        <source>vote on rollouts</source>
        <translation>über Rollouts abstimmen</translation>
    </message>
    <message>
        <source>look at the nodes</source>
        <translation>die Knoten ansehen</translation>
    </message>
    <message>
        <source>let new nodes enrol</source>
        <translation>neue Knoten aufnehmen lassen</translation>
    </message>
    <message>
        <source>see who leads</source>
        <translation>sehen, wer leitet</translation>
    </message>
    <message>
        <source>see who did what</source>
        <translation>sehen, wer was getan hat</translation>
    </message>
    <message>
        <source>Makes a login a member of a tenant, or changes what it may do there. A login that is not there yet is made.</source>
        <translation>Macht eine Anmeldung zum Mitglied eines Mandanten oder ändert, was sie dort darf. Eine fehlende Anmeldung wird angelegt.</translation>
    </message>
    <message>
        <source>Name that PostgreSQL knows.</source>
        <translation>Name, den PostgreSQL kennt.</translation>
    </message>
    <message>
        <source>Tenant.</source>
        <translation>Mandant.</translation>
    </message>
    <message>
        <source>Name that others see in approvals and audit.</source>
        <translation>Name, den andere in Freigaben und Audit sehen.</translation>
    </message>
    <message>
        <source>viewer (the default), deployer, approver or admin; may be repeated.</source>
        <translation>viewer (Vorgabe), deployer, approver oder admin; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Approval group; may be repeated.</source>
        <translation>Freigabegruppe; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Public key that its votes are checked with.</source>
        <translation>Öffentlicher Schlüssel, mit dem seine Stimmen geprüft werden.</translation>
    </message>
    <message>
        <source>It is an orchestrator agent, not a person.</source>
        <translation>Es ist ein Orchestrator-Agent, keine Person.</translation>
    </message>
    <message>
        <source>Read a new login&apos;s password from standard input (default: print a new one once).</source>
        <translation>Das Kennwort einer neuen Anmeldung von der Standardeingabe lesen (Vorgabe: ein neues einmal ausgeben).</translation>
    </message>
    <message>
        <source>%1 is %3 in %2.</source>
        <extracomment>%1 a login, %2 a tenant, %3 a name</extracomment>
        <translation>%1 ist %3 in %2.</translation>
    </message>
    <message>
        <source>Password, shown this once: %1</source>
        <extracomment>%1 a password</extracomment>
        <translation>Kennwort, nur dieses eine Mal gezeigt: %1</translation>
    </message>
    <message>
        <source>Lists who may do what.</source>
        <translation>Listet, wer was darf.</translation>
    </message>
    <message>
        <source>Only of this tenant.</source>
        <translation>Nur von diesem Mandanten.</translation>
    </message>
    <message>
        <source>TENANT</source>
        <translation>MANDANT</translation>
    </message>
    <message>
        <source>USER</source>
        <translation>BENUTZER</translation>
    </message>
    <message>
        <source>LOGIN</source>
        <translation>ANMELDUNG</translation>
    </message>
    <message>
        <source>ROLES</source>
        <translation>ROLLEN</translation>
    </message>
    <message>
        <source>GROUPS</source>
        <translation>GRUPPEN</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>SCHLÜSSEL</translation>
    </message>
    <message>
        <source>orchestrator</source>
        <translation>Orchestrator</translation>
    </message>
    <message>
        <source>Takes a membership away; the login sees nothing of the tenant from then on.</source>
        <translation>Nimmt eine Mitgliedschaft weg; die Anmeldung sieht von da an nichts vom Mandanten.</translation>
    </message>
    <message>
        <source>End its sessions and drop the login too.</source>
        <translation>Auch ihre Sitzungen beenden und die Anmeldung löschen.</translation>
    </message>
    <message>
        <source>%1 is no member of %2 any more.</source>
        <extracomment>%1 a login, %2 a tenant</extracomment>
        <translation>%1 ist kein Mitglied von %2 mehr.</translation>
    </message>
    <message>
        <source>Makes a tenant.</source>
        <translation>Legt einen Mandanten an.</translation>
    </message>
    <message>
        <source>make a login a member, or change what it may do</source>
        <translation>eine Anmeldung zum Mitglied machen oder ändern, was sie darf</translation>
    </message>
    <message>
        <source>list who may do what</source>
        <translation>auflisten, wer was darf</translation>
    </message>
    <message>
        <source>take a membership away</source>
        <translation>eine Mitgliedschaft wegnehmen</translation>
    </message>
    <message>
        <source>make a tenant</source>
        <translation>einen Mandanten anlegen</translation>
    </message>
    <message>
        <source>Environment of the nodes.</source>
        <translation>Umgebung der Knoten.</translation>
    </message>
    <message>
        <source>How many nodes may enrol with it (default 1).</source>
        <translation>Wie viele Knoten sich damit anmelden dürfen (Vorgabe 1).</translation>
    </message>
    <message>
        <source>How long it counts (default 24).</source>
        <translation>Wie lange es gilt (Vorgabe 24).</translation>
    </message>
    <message>
        <source>make a token that new nodes enrol with</source>
        <translation>ein Token machen, mit dem sich neue Knoten anmelden</translation>
    </message>
    <message>
        <source>Module to roll out.</source>
        <translation>Auszurollendes Modul.</translation>
    </message>
    <message>
        <source>Its version; it must have been pushed.</source>
        <translation>Seine Version; sie muss hochgeladen sein.</translation>
    </message>
    <message>
        <source>Where to.</source>
        <translation>Wohin.</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary (default: the environment&apos;s).</source>
        <translation>direct, rolling, blueGreen oder canary (Vorgabe: die der Umgebung).</translation>
    </message>
    <message>
        <source>Only this node; may be repeated.</source>
        <translation>Nur dieser Knoten; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Only nodes with this label; may be repeated.</source>
        <translation>Nur Knoten mit diesem Label; mehrfach möglich.</translation>
    </message>
    <message>
        <source>What it is for.</source>
        <translation>Wozu es ist.</translation>
    </message>
    <message>
        <source>End those that wait in the queue before it.</source>
        <translation>Die beenden, die davor in der Schlange warten.</translation>
    </message>
    <message>
        <source>Checks packages and puts them where every agent finds them.</source>
        <translation>Prüft Pakete und legt sie dorthin, wo jeder Agent sie findet.</translation>
    </message>
    <message>
        <source>Package (.hsm); may be repeated.</source>
        <translation>Paket (.hsm); mehrfach möglich.</translation>
    </message>
    <message>
        <source>Pushed %1 %2.</source>
        <extracomment>%1 a module, %2 its version</extracomment>
        <translation>%1 %2 hochgeladen.</translation>
    </message>
    <message>
        <source>Lists packages that were pushed.</source>
        <translation>Listet hochgeladene Pakete.</translation>
    </message>
    <message>
        <source>BYTES</source>
        <translation>BYTES</translation>
    </message>
    <message>
        <source>DIGEST</source>
        <translation>PRÜFSUMME</translation>
    </message>
    <message>
        <source>put packages where every agent finds them</source>
        <translation>Pakete dorthin legen, wo jeder Agent sie findet</translation>
    </message>
    <message>
        <source>list packages that were pushed</source>
        <translation>hochgeladene Pakete auflisten</translation>
    </message>
    <message>
        <source>Node to leave out.</source>
        <translation>Auszulassender Knoten.</translation>
    </message>
    <message>
        <source>All waves at once; needs --reason.</source>
        <translation>Alle Wellen auf einmal; braucht --reason.</translation>
    </message>
    <message>
        <source>Follow the deployment to its end.</source>
        <translation>Dem Deployment bis zum Ende folgen.</translation>
    </message>
    <message>
        <source>At most so many rows, 1 to 500 (default 50).</source>
        <translation>Höchstens so viele Zeilen, 1 bis 500 (Vorgabe 50).</translation>
    </message>
    <message>
        <source>The rows after a list that was longer.</source>
        <translation>Die Zeilen nach einer Liste, die länger war.</translation>
    </message>
    <message>
        <source>There is more: --page %1</source>
        <extracomment>%1 text to give back</extracomment>
        <translation>Es gibt mehr: --page %1</translation>
    </message>
    <message>
        <source>Starts nothing more until it is resumed.</source>
        <translation>Beginnt nichts Weiteres, bis es fortgesetzt wird.</translation>
    </message>
    <message>
        <source>%1 pauses.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 pausiert.</translation>
    </message>
    <message>
        <source>Goes on after a pause.</source>
        <translation>Macht nach einer Pause weiter.</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 geht weiter.</translation>
    </message>
    <message>
        <source>Ends the present wave&apos;s watching: the next one starts now.</source>
        <translation>Beendet das Beobachten der gegenwärtigen Welle: die nächste beginnt jetzt.</translation>
    </message>
    <message>
        <source>%1 is promoted.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 geht einen Schritt weiter.</translation>
    </message>
    <message>
        <source>Leaves one node out.</source>
        <translation>Lässt einen Knoten aus.</translation>
    </message>
    <message>
        <source>%1 leaves the node out.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 lässt den Knoten aus.</translation>
    </message>
    <message>
        <source>Stops it and takes changed nodes back to the stable release.</source>
        <translation>Hält es an und nimmt geänderte Knoten auf die stabile Version zurück.</translation>
    </message>
    <message>
        <source>%1 is stopped and taken back.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 wird angehalten und zurückgenommen.</translation>
    </message>
    <message>
        <source>Tries again on the nodes where it failed.</source>
        <translation>Versucht es noch einmal auf den Knoten, wo es misslang.</translation>
    </message>
    <message>
        <source>%1 tries again.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 versucht es noch einmal.</translation>
    </message>
    <message>
        <source>Goes back to the release before it.</source>
        <translation>Geht zur Version davor zurück.</translation>
    </message>
    <message>
        <source>%1 goes back.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 geht zurück.</translation>
    </message>
    <message>
        <source>Accepts what an unfinished rollback left as it is; needs --reason.</source>
        <translation>Nimmt an, was ein unfertiger Rollback hinterließ; braucht --reason.</translation>
    </message>
    <message>
        <source>%1 is accepted as it is.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 ist angenommen, wie es ist.</translation>
    </message>
    <message>
        <source>The database is out of reach, so nobody knows what becomes of %1; look at it again later.</source>
        <translation>Die Datenbank ist nicht erreichbar, so weiß niemand, was aus %1 wird; später noch einmal nachsehen.</translation>
    </message>
    <message>
        <source>GATEWAY</source>
        <translation>GATEWAY</translation>
    </message>
    <message>
        <source>ENROLLED</source>
        <translation>AUFGENOMMEN</translation>
    </message>
    <message>
        <source>Lists the nodes that enrolled: gateway, state, releases, when last seen.</source>
        <translation>Listet die aufgenommenen Knoten: Gateway, Zustand, Releases, zuletzt gesehen.</translation>
    </message>
    <message>
        <source>Ends a node&apos;s session and lets it in no more, whatever token it brings. What runs on its host goes on; deployments leave it out. There is no way back under the same name.</source>
        <translation>Beendet die Sitzung eines Knotens und lässt ihn nie wieder ein, welches Token er auch bringt. Was auf seinem Rechner läuft, läuft weiter; Deployments lassen ihn aus. Unter demselben Namen gibt es keinen Weg zurück.</translation>
    </message>
    <message>
        <source>%1 is revoked: its session ends, and it is let in no more.</source>
        <extracomment>%1 name of a node</extracomment>
        <translation>%1 ist ausgeschlossen: seine Sitzung endet, und er wird nicht mehr eingelassen.</translation>
    </message>
    <message>
        <source>%1 was revoked before.</source>
        <translation>%1 war schon ausgeschlossen.</translation>
    </message>
    <message>
        <source>list the nodes that enrolled</source>
        <translation>die aufgenommenen Knoten auflisten</translation>
    </message>
    <message>
        <source>let a node in no more</source>
        <translation>einen Knoten nicht mehr einlassen</translation>
    </message>
    <message>
        <source>Lets leaders go on after a failover or a restore that lost the latest commits. Compare the latest deployments with what the nodes run first: what was lost has to be submitted anew. Only for administrators.</source>
        <translation>Lässt Führende nach einem Failover oder einer Wiederherstellung weitermachen, die die letzten Commits verloren hat. Vergleichen Sie zuerst die letzten Deployments mit dem, was die Knoten ausführen: Verlorenes muss neu eingereicht werden. Nur für die Administration.</translation>
    </message>
    <message>
        <source>Confirmed for %1: commits up to %2 are lost. Leaders go on.</source>
        <extracomment>%1 a tenant, %2 a time</extracomment>
        <translation>Bestätigt für %1: Commits bis %2 sind verloren. Die Führenden machen weiter.</translation>
    </message>
    <message>
        <source>go on after commits were lost</source>
        <translation>weitermachen, nachdem Commits verloren gingen</translation>
    </message>
    <message>
        <source>AGENT</source>
        <translation>AGENT</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) run agent %1</source>
        <translation>
            <numerusform>%n Knoten hat Agent %1</numerusform>
            <numerusform>%n Knoten haben Agent %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Its latest log lines instead.</source>
        <translation>Stattdessen seine letzten Logzeilen.</translation>
    </message>
    <message>
        <source>Its commands and receipts instead, newest first.</source>
        <translation>Stattdessen seine Befehle und Quittungen, neueste zuerst.</translation>
    </message>
    <message>
        <source>make hosts of an inventory known as expected nodes</source>
        <translation>Hosts eines Inventars als erwartete Knoten bekannt machen</translation>
    </message>
    <message>
        <source>take nodes out of their load balancers</source>
        <translation>Knoten aus ihren Lastverteilern nehmen</translation>
    </message>
    <message>
        <source>put nodes back</source>
        <translation>Knoten zurückgeben</translation>
    </message>
    <message>
        <source>stop everything of a module in an environment</source>
        <translation>alles eines Moduls in einer Umgebung anhalten</translation>
    </message>
    <message>
        <source>let a stopped line go on</source>
        <translation>eine angehaltene Linie weiterlaufen lassen</translation>
    </message>
    <message>
        <source>list drains and stops with their counts</source>
        <translation>Entleerungen und Halte mit ihren Zählern auflisten</translation>
    </message>
    <message>
        <source>Makes the hosts of an inventory known as nodes that are expected. CSV with the columns name and environment, every other one being a label; or Ansible&apos;s, as INI or as ansible-inventory --list prints it, with the variables hotswap_environment and hotswap_label_NAME. May be repeated: only what changed is changed.</source>
        <translation>Macht die Hosts eines Inventars als erwartete Knoten bekannt. CSV mit den Spalten name und environment, jede weitere ist ein Label; oder Ansibles Inventar, als INI oder wie es ansible-inventory --list ausgibt, mit den Variablen hotswap_environment und hotswap_label_NAME. Darf wiederholt werden: nur was anders ist, wird geändert.</translation>
    </message>
    <message>
        <source>The inventory.</source>
        <translation>Das Inventar.</translation>
    </message>
    <message>
        <source>Environment of hosts that name none.</source>
        <translation>Umgebung der Hosts, die keine nennen.</translation>
    </message>
    <message>
        <source>csv, ini or json (default: as the file looks).</source>
        <translation>csv, ini oder json (Vorgabe: wie die Datei aussieht).</translation>
    </message>
    <message>
        <source>%1 added, %2 changed, %3 unchanged, %4 enrolled before and left as they are.</source>
        <translation>%1 neu, %2 geändert, %3 unverändert, %4 schon angemeldet und belassen, wie sie sind.</translation>
    </message>
    <message>
        <source>Makes a key pair: the secret half in FILE, readable by you alone, the public half in FILE.pub. Nothing is overwritten.</source>
        <translation>Macht ein Schlüsselpaar: die geheime Hälfte in FILE, nur für Sie lesbar, die öffentliche in FILE.pub. Nichts wird überschrieben.</translation>
    </message>
    <message>
        <source>Secret key to write.</source>
        <translation>Geheimer Schlüssel, der geschrieben wird.</translation>
    </message>
    <message>
        <source>module, orchestrator, voter, node, root, releases or timestamp.</source>
        <translation>module, orchestrator, voter, node, root, releases oder timestamp.</translation>
    </message>
    <message>
        <source>Keep the secret half in the desktop&apos;s keychain instead of FILE.</source>
        <translation>Die geheime Hälfte im Schlüsselbund des Desktops aufbewahren statt in FILE.</translation>
    </message>
    <message>
        <source>There is no keychain to use here (%1): the secret half goes into a file that you alone can read.</source>
        <extracomment>%1 why</extracomment>
        <translation>Hier gibt es keinen Schlüsselbund (%1): die geheime Hälfte kommt in eine Datei, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>the keychain</source>
        <translation>der Schlüsselbund</translation>
    </message>
    <message>
        <source>Shows a key file&apos;s id and purpose, never its secret.</source>
        <translation>Zeigt Kennung und Zweck einer Schlüsseldatei, nie ihr Geheimnis.</translation>
    </message>
    <message>
        <source>Secret or public key file.</source>
        <translation>Datei eines geheimen oder öffentlichen Schlüssels.</translation>
    </message>
    <message>
        <source>Lists the public keys (*.pub) of a folder.</source>
        <translation>Listet die öffentlichen Schlüssel (*.pub) eines Ordners.</translation>
    </message>
    <message>
        <source>The folder.</source>
        <translation>Der Ordner.</translation>
    </message>
    <message>
        <source>PURPOSE</source>
        <translation>ZWECK</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>make a key pair</source>
        <translation>ein Schlüsselpaar machen</translation>
    </message>
    <message>
        <source>show a key file&apos;s id and purpose</source>
        <translation>Kennung und Zweck einer Schlüsseldatei zeigen</translation>
    </message>
    <message>
        <source>list the public keys of a folder</source>
        <translation>die öffentlichen Schlüssel eines Ordners auflisten</translation>
    </message>
    <message>
        <source>whom nodes believe: make, sign, rotate, publish</source>
        <translation>wem Knoten glauben: machen, signieren, wechseln, veröffentlichen</translation>
    </message>
    <message>
        <source>keys, and whom nodes believe</source>
        <translation>Schlüssel, und wem Knoten glauben</translation>
    </message>
    <message>
        <source>Lists what nodes refused or found wrong: the latest of each node.</source>
        <translation>Listet, was Knoten abgelehnt oder falsch gefunden haben: das Letzte jedes Knotens.</translation>
    </message>
    <message>
        <source>WHEN</source>
        <translation>WANN</translation>
    </message>
    <message>
        <source>TIMES</source>
        <translation>MALE</translation>
    </message>
    <message>
        <source>REASON</source>
        <translation>GRUND</translation>
    </message>
    <message>
        <source>ABOUT</source>
        <translation>WORÜBER</translation>
    </message>
    <message>
        <source>DETAIL</source>
        <translation>EINZELHEIT</translation>
    </message>
    <message>
        <source>what nodes refused or found wrong</source>
        <translation>was Knoten abgelehnt oder falsch gefunden haben</translation>
    </message>
    <message>
        <source>make the authority that gateways and nodes go by</source>
        <translation>die Zertifizierungsstelle machen, nach der sich Gateways und Knoten richten</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>BEFEHL</translation>
    </message>
    <message>
        <source>DEPLOYMENT</source>
        <translation>DEPLOYMENT</translation>
    </message>
    <message>
        <source>Makes the certificate authority of this installation, once. Its file is a secret: every orchestrator gets it, with hotswap-agent orchestrator --authority. Without --out, says which authority there is.</source>
        <translation>Macht die Zertifizierungsstelle dieser Installation, einmal. Ihre Datei ist geheim: jeder Orchestrator bekommt sie, mit hotswap-agent orchestrator --authority. Ohne --out wird gesagt, welche es gibt.</translation>
    </message>
    <message>
        <source>New file for the authority, with mode 0600.</source>
        <translation>Neue Datei für die Zertifizierungsstelle, mit Modus 0600.</translation>
    </message>
    <message>
        <source>Makes a token that new nodes of one environment enrol with. It is shown once; put it into a file with mode 0600 on the node and name that with hotswap-agent node --token.</source>
        <translation>Macht ein Token, mit dem sich neue Knoten einer Umgebung anmelden. Es wird einmal gezeigt; es gehört auf dem Knoten in eine Datei mit Modus 0600, die hotswap-agent node --token nennt.</translation>
    </message>
    <message>
        <source>Only for nodes with this label; may be given several times.</source>
        <translation>Nur für Knoten mit diesem Label; mehrfach möglich.</translation>
    </message>
    <message>
        <source>How long it counts (default 10).</source>
        <translation>Wie lange es zählt (Vorgabe 10).</translation>
    </message>
    <message>
        <source>On the node, with the token in the file token:</source>
        <translation>Auf dem Knoten, mit dem Token in der Datei token:</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>%1 von %2 bestätigt</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>, %1 gescheitert</translation>
    </message>
    <message>
        <source>Wait until every node has answered, with the live count.</source>
        <translation>Warten, bis jeder Knoten geantwortet hat, mit laufendem Zähler.</translation>
    </message>
    <message>
        <source>The time to wait is over with %1; it goes on without anybody waiting.</source>
        <translation>Die Wartezeit ist um bei %1; es geht weiter, ohne dass jemand wartet.</translation>
    </message>
    <message>
        <source>Not every node did it, first %1.</source>
        <extracomment>%1 &quot;n1: what happened&quot;</extracomment>
        <translation>Nicht jeder Knoten hat es getan, zuerst %1.</translation>
    </message>
    <message>
        <source>Names of nodes of one environment.</source>
        <translation>Namen von Knoten einer Umgebung.</translation>
    </message>
    <message>
        <source>Environment of the line.</source>
        <translation>Umgebung der Linie.</translation>
    </message>
    <message>
        <source>Module of the line.</source>
        <translation>Modul der Linie.</translation>
    </message>
    <message>
        <source>Takes nodes out of their load balancers, confirmed by these. Deployments leave them out until they are undrained.</source>
        <translation>Nimmt Knoten aus ihren Lastverteilern, von diesen bestätigt. Deployments lassen sie aus, bis sie zurückgegeben sind.</translation>
    </message>
    <message>
        <source>Draining, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>Wird entleert, Auftrag %1.</translation>
    </message>
    <message>
        <source>Puts drained nodes back into their load balancers.</source>
        <translation>Gibt entleerte Knoten an ihre Lastverteiler zurück.</translation>
    </message>
    <message>
        <source>Undraining, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>Wird zurückgegeben, Auftrag %1.</translation>
    </message>
    <message>
        <source>Stops the line of a module: its deployments pause, commands that no node has taken are void, and every node of the environment confirms. Nothing of it goes on until fleet release.</source>
        <translation>Hält die Linie eines Moduls an: seine Deployments pausieren, Befehle, die kein Knoten genommen hat, sind nichtig, und jeder Knoten der Umgebung bestätigt. Nichts davon geht weiter bis fleet release.</translation>
    </message>
    <message>
        <source>The line is stopped, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>Die Linie ist angehalten, Auftrag %1.</translation>
    </message>
    <message>
        <source>Lets a stopped line go on; deployments that the stop paused resume.</source>
        <translation>Lässt eine angehaltene Linie weiterlaufen; Deployments, die der Halt pausiert hat, gehen weiter.</translation>
    </message>
    <message>
        <source>The line goes on, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>Die Linie läuft weiter, Auftrag %1.</translation>
    </message>
    <message>
        <source>Lists drains, undrains, stops and releases, newest first.</source>
        <translation>Listet Entleerungen, Rückgaben, Halte und Freigaben von Linien, neueste zuerst.</translation>
    </message>
    <message>
        <source>ORDER</source>
        <translation>AUFTRAG</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>ART</translation>
    </message>
    <message>
        <source>AT</source>
        <translation>UM</translation>
    </message>
    <message>
        <source>Makes a root document from a description in TOML, as version 1 or as the one after another.</source>
        <translation>Macht ein Wurzeldokument aus einer Beschreibung in TOML, als Version 1 oder als die nach einer anderen.</translation>
    </message>
    <message>
        <source>Description file.</source>
        <translation>Datei der Beschreibung.</translation>
    </message>
    <message>
        <source>Root document that this one follows.</source>
        <translation>Wurzeldokument, dem dieses folgt.</translation>
    </message>
    <message>
        <source>Makes the next version of a root document: with a later end, and with keys revoked.</source>
        <translation>Macht die nächste Version eines Wurzeldokuments: mit späterem Ende und mit widerrufenen Schlüsseln.</translation>
    </message>
    <message>
        <source>The root document in force.</source>
        <translation>Das geltende Wurzeldokument.</translation>
    </message>
    <message>
        <source>Id of a key to revoke; may be repeated.</source>
        <translation>Kennung eines Schlüssels, der widerrufen wird; mehrfach möglich.</translation>
    </message>
    <message>
        <source>How long it counts (default 365).</source>
        <translation>Wie lange es zählt (Vorgabe 365).</translation>
    </message>
    <message>
        <source>Adds a signature to a trust document, or renews the one by the same key.</source>
        <translation>Fügt einem Vertrauensdokument eine Signatur hinzu oder erneuert die desselben Schlüssels.</translation>
    </message>
    <message>
        <source>The document.</source>
        <translation>Das Dokument.</translation>
    </message>
    <message>
        <source>Secret key file.</source>
        <translation>Datei des geheimen Schlüssels.</translation>
    </message>
    <message>
        <source>%1 is signed by %2.</source>
        <extracomment>%1 a file, %2 a key&apos;s id</extracomment>
        <translation>%1 ist signiert von %2.</translation>
    </message>
    <message>
        <source>Checks documents as a node does: a first root, then those that follow it, then a list and its timestamp.</source>
        <translation>Prüft Dokumente, wie ein Knoten es tut: eine erste Wurzel, dann die, die ihr folgen, dann eine Liste und ihr Zeitstempel.</translation>
    </message>
    <message>
        <source>The documents, the first root in front.</source>
        <translation>Die Dokumente, die erste Wurzel zuerst.</translation>
    </message>
    <message>
        <source>Of the list and timestamp.</source>
        <translation>Der Liste und des Zeitstempels.</translation>
    </message>
    <message>
        <source>A node would go by root %1, list %2, timestamp %3.</source>
        <extracomment>%1 to %3 version numbers</extracomment>
        <translation>Ein Knoten würde sich nach Wurzel %1, Liste %2, Zeitstempel %3 richten.</translation>
    </message>
    <message>
        <source>make a root document from a description</source>
        <translation>ein Wurzeldokument aus einer Beschreibung machen</translation>
    </message>
    <message>
        <source>make the next version: later end, keys revoked</source>
        <translation>die nächste Version machen: späteres Ende, Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>add a signature to a document</source>
        <translation>einem Dokument eine Signatur hinzufügen</translation>
    </message>
    <message>
        <source>check documents as a node does</source>
        <translation>Dokumente prüfen, wie ein Knoten es tut</translation>
    </message>
    <message>
        <source>make the list of releases of an environment</source>
        <translation>die Liste der Releases einer Umgebung machen</translation>
    </message>
    <message>
        <source>make the timestamp that names a list</source>
        <translation>den Zeitstempel machen, der eine Liste nennt</translation>
    </message>
    <message>
        <source>give signed documents to the nodes</source>
        <translation>signierte Dokumente an die Knoten geben</translation>
    </message>
    <message>
        <source>Wrote %1. It counts once enough keys have signed it: hotswapctl key root sign.</source>
        <extracomment>%1 a file</extracomment>
        <translation>%1 geschrieben. Es zählt, sobald genug Schlüssel es signiert haben: hotswapctl key root sign.</translation>
    </message>
    <message>
        <source>File to write.</source>
        <translation>Datei, die geschrieben wird.</translation>
    </message>
    <message>
        <source>Makes the list of releases that may run in an environment: the packages named, and with --after those of the list before.</source>
        <translation>Macht die Liste der Releases, die in einer Umgebung laufen dürfen: die genannten Pakete, und mit --after die der Liste davor.</translation>
    </message>
    <message>
        <source>Packages (.hsm).</source>
        <translation>Pakete (.hsm).</translation>
    </message>
    <message>
        <source>Environment.</source>
        <translation>Umgebung.</translation>
    </message>
    <message>
        <source>List that this one follows.</source>
        <translation>Liste, der diese folgt.</translation>
    </message>
    <message>
        <source>Digest of a release to take off; may be repeated.</source>
        <translation>Prüfsumme eines Releases, das gestrichen wird; mehrfach möglich.</translation>
    </message>
    <message>
        <source>How long it counts (default 90).</source>
        <translation>Wie lange es zählt (Vorgabe 90).</translation>
    </message>
    <message>
        <source>The list of releases.</source>
        <translation>Die Liste der Releases.</translation>
    </message>
    <message>
        <source>Version of the root in force (default 1).</source>
        <translation>Version der geltenden Wurzel (Vorgabe 1).</translation>
    </message>
    <message>
        <source>Its own version: above the one before (default 1).</source>
        <translation>Seine eigene Version: über der davor (Vorgabe 1).</translation>
    </message>
    <message>
        <source>Gives signed documents to the nodes by way of the database. A list is given together with its timestamp. Nodes check everything themselves.</source>
        <translation>Gibt signierte Dokumente über die Datenbank an die Knoten. Eine Liste wird zusammen mit ihrem Zeitstempel gegeben. Knoten prüfen alles selbst.</translation>
    </message>
    <message>
        <source>Documents in the order in which they count.</source>
        <translation>Dokumente in der Reihenfolge, in der sie zählen.</translation>
    </message>
    <message>
        <source>%1 is published as %2 %3.</source>
        <extracomment>%1 a file, %2 a kind of document, %3 its version</extracomment>
        <translation>%1 ist veröffentlicht als %2 %3.</translation>
    </message>
    <message>
        <source>write one as an HTML file with charts</source>
        <translation>eines als HTML-Datei mit Diagrammen schreiben</translation>
    </message>
    <message>
        <source>It goes by a policy of its own.</source>
        <translation>Es richtet sich nach einer eigenen Richtlinie.</translation>
    </message>
    <message>
        <source>It goes by the default policy.</source>
        <translation>Es richtet sich nach der Vorgabe.</translation>
    </message>
    <message>
        <source>It goes by version %1 of the environment&apos;s policies.</source>
        <translation>Es richtet sich nach Version %1 der Richtlinien der Umgebung.</translation>
    </message>
    <message>
        <source>TOML file with the metric providers that policies name, for Development.</source>
        <translation>TOML-Datei mit den Metrikquellen, die Richtlinien nennen, für Development.</translation>
    </message>
    <message>
        <source>Wave %1 was decided %2 s after its bake began: %3.</source>
        <extracomment>%1 number of the wave, %2 seconds, %3 &quot;pass&quot;</extracomment>
        <translation>Welle %1 wurde %2 s nach Beginn ihrer Beobachtung entschieden: %3.</translation>
    </message>
    <message>
        <source>what rollouts go by, and how they are judged</source>
        <translation>wonach sich Rollouts richten und wie sie beurteilt werden</translation>
    </message>
    <message>
        <source>see why a wave was stopped or passed</source>
        <translation>sehen, warum eine Welle angehalten wurde oder bestand</translation>
    </message>
    <message>
        <source>RELEASE</source>
        <translation>RELEASE</translation>
    </message>
    <message>
        <source>CAME TO</source>
        <translation>ERGEBNIS</translation>
    </message>
    <message>
        <source>WITH THIS POLICY</source>
        <translation>MIT DIESER RICHTLINIE</translation>
    </message>
    <message>
        <source>COMPARED</source>
        <translation>VERGLICHEN</translation>
    </message>
    <message>
        <source>Tries a policy on the kept evidence of past rollouts: what it would have stopped, how much earlier, and what wrongly.</source>
        <translation>Probiert eine Richtlinie an den aufbewahrten Belegen vergangener Rollouts aus: was sie angehalten hätte, wie viel früher, und was zu Unrecht.</translation>
    </message>
    <message>
        <source>Policy file (TOML).</source>
        <translation>Richtliniendatei (TOML).</translation>
    </message>
    <message>
        <source>So many of the rollouts that ended (default 20).</source>
        <translation>So viele der beendeten Rollouts (Vorgabe 20).</translation>
    </message>
    <message>
        <source>Module (default: every module of the environment).</source>
        <translation>Modul (Vorgabe: jedes Modul der Umgebung).</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a module, %2 an environment</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>The default policy of %1.</source>
        <translation>Die Vorgabe-Richtlinie von %1.</translation>
    </message>
    <message>
        <source>The policy of %1, version %2.</source>
        <extracomment>%1 an environment, or a module in an environment; %2 a number</extracomment>
        <translation>Die Richtlinie von %1, Version %2.</translation>
    </message>
    <message>
        <source>Prints the policy that a deployment goes by, as a file with comments: the one that was set, or the default.</source>
        <translation>Gibt die Richtlinie, nach der sich ein Deployment richtet, als Datei mit Kommentaren aus: die gesetzte oder die Vorgabe.</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary (default: the policy&apos;s).</source>
        <translation>direct, rolling, blueGreen oder canary (Vorgabe: die der Richtlinie).</translation>
    </message>
    <message>
        <source>Sets the policy that new deployments of an environment, or of one module there, go by. Running ones keep theirs.</source>
        <translation>Setzt die Richtlinie, nach der sich neue Deployments einer Umgebung oder eines Moduls darin richten. Laufende behalten ihre.</translation>
    </message>
    <message>
        <source>Why; it is kept.</source>
        <translation>Warum; es wird aufbewahrt.</translation>
    </message>
    <message>
        <source>Only if this is the newest version yet, 0 for none.</source>
        <translation>Nur wenn dies noch die neueste Version ist; 0 für keine.</translation>
    </message>
    <message>
        <source>In force as version %1.</source>
        <extracomment>%1 the version of a policy</extracomment>
        <translation>In Kraft als Version %1.</translation>
    </message>
    <message>
        <source>Lists the policies that were set for an environment, newest first.</source>
        <translation>Listet die Richtlinien auf, die für eine Umgebung gesetzt wurden, neueste zuerst.</translation>
    </message>
    <message>
        <source>At most this many (default 50).</source>
        <translation>Höchstens so viele (Vorgabe 50).</translation>
    </message>
    <message>
        <source>STRATEGY</source>
        <translation>STRATEGIE</translation>
    </message>
    <message>
        <source>every</source>
        <translation>jedes</translation>
    </message>
    <message>
        <source>check a policy file</source>
        <translation>eine Richtliniendatei prüfen</translation>
    </message>
    <message>
        <source>print the policy that a deployment goes by</source>
        <translation>die Richtlinie ausgeben, nach der sich ein Deployment richtet</translation>
    </message>
    <message>
        <source>set the policy of an environment or module</source>
        <translation>die Richtlinie einer Umgebung oder eines Moduls setzen</translation>
    </message>
    <message>
        <source>list the policies that were set</source>
        <translation>die gesetzten Richtlinien auflisten</translation>
    </message>
    <message>
        <source>try a policy on the evidence of past rollouts</source>
        <translation>eine Richtlinie an den Belegen vergangener Rollouts ausprobieren</translation>
    </message>
    <message>
        <source>make a policy of a Kayenta configuration</source>
        <translation>aus einer Kayenta-Konfiguration eine Richtlinie machen</translation>
    </message>
    <message>
        <source>%1: expected %2</source>
        <extracomment>%1 a field, %2 what would be right there</extracomment>
        <translation>%1: erwartet %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n wrong field(s); correct what is listed.</source>
        <extracomment>%1 a file, %n how many fields are wrong</extracomment>
        <translation>
            <numerusform>%1 hat %n falsches Feld; berichtigen Sie, was aufgeführt ist.</numerusform>
            <numerusform>%1 hat %n falsche Felder; berichtigen Sie, was aufgeführt ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks a policy file and says every wrong field at once.</source>
        <translation>Prüft eine Richtliniendatei und nennt alle falschen Felder auf einmal.</translation>
    </message>
    <message>
        <source>Whose defaults it stands on (default Production).</source>
        <translation>Auf wessen Vorgaben sie steht (Vorgabe Production).</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary (default: the file&apos;s, else the environment&apos;s).</source>
        <translation>direct, rolling, blueGreen oder canary (Vorgabe: die der Datei, sonst die der Umgebung).</translation>
    </message>
    <message>
        <source>%1 is right: %2 for %3.</source>
        <extracomment>%1 a file, %2 a strategy, %3 an environment</extracomment>
        <translation>%1 ist richtig: %2 für %3.</translation>
    </message>
    <message>
        <source>Makes a policy file of a Kayenta canary configuration (JSON) and prints it.</source>
        <translation>Macht aus einer Kayenta-Canary-Konfiguration (JSON) eine Richtliniendatei und gibt sie aus.</translation>
    </message>
    <message>
        <source>Canary configuration.</source>
        <translation>Canary-Konfiguration.</translation>
    </message>
    <message>
        <source>Whose defaults the rest is (default Production).</source>
        <translation>Wessen Vorgaben für den Rest gelten (Vorgabe Production).</translation>
    </message>
    <message>
        <source>Name of the Prometheus in the agents&apos; configuration (default prometheus).</source>
        <translation>Name des Prometheus in der Konfiguration der Agenten (Vorgabe prometheus).</translation>
    </message>
    <message>
        <source>From the canary configuration %1.</source>
        <extracomment>%1 a file</extracomment>
        <translation>Aus der Canary-Konfiguration %1.</translation>
    </message>
    <message>
        <source>Writes a rollout as one HTML file with its verdicts, charts and events.</source>
        <translation>Schreibt einen Rollout als eine HTML-Datei mit Urteilen, Diagrammen und Ereignissen.</translation>
    </message>
    <message>
        <source>Wrote %1.</source>
        <extracomment>%1 a file</extracomment>
        <translation>%1 wurde geschrieben.</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>being changed</source>
        <translation>wird geändert</translation>
    </message>
    <message>
        <source>watched</source>
        <translation>beobachtet</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Report of rollout %1</source>
        <translation>Bericht des Rollouts %1</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Angefragt von</translation>
    </message>
    <message>
        <source>Asked for at</source>
        <translation>Angefragt am</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Release before</source>
        <translation>Release davor</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Nodes</source>
        <extracomment>%1, %2 and %3 numbers of nodes</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>%1 of %2 changed, %3 failed, %4 taken back</source>
        <translation>%1 von %2 geändert, %3 fehlgeschlagen, %4 zurückgenommen</translation>
    </message>
    <message>
        <source>Digest of the release</source>
        <translation>Prüfsumme des Releases</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>Wellen</translation>
    </message>
    <message>
        <source>Wave</source>
        <translation>Welle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Watched from</source>
        <translation>Beobachtet ab</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Blicke</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>wave %1</source>
        <extracomment>%1 number of a wave</extracomment>
        <translation>Welle %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>New release and baseline over time</source>
        <translation>Neues Release und Vergleichswert im Verlauf</translation>
    </message>
    <message>
        <source>No evidence is kept of this rollout.</source>
        <translation>Von diesem Rollout sind keine Belege aufbewahrt.</translation>
    </message>
    <message>
        <source>Nothing was measured while it was watched.</source>
        <translation>Während der Beobachtung wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>new release</source>
        <translation>neues Release</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>The evidence is cut: there were more looks than are kept.</source>
        <translation>Die Belege sind gekürzt: Es gab mehr Blicke, als aufbewahrt werden.</translation>
    </message>
    <message>
        <source>%1 (dry run)</source>
        <extracomment>%1 &quot;stopped&quot;
----------
%1 name of a metric that is judged but does not count</extracomment>
        <translation>%1 (Probelauf)</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>Richter</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>New release</source>
        <translation>Neues Release</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Still needed</source>
        <translation>Noch nötig</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>None was asked for.</source>
        <translation>Keine wurde verlangt.</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Voter</source>
        <translation>Stimmberechtigter</translation>
    </message>
    <message>
        <source>Vote</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Am</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Event log</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Particulars</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>There were more events than are shown here.</source>
        <translation>Es gab mehr Ereignisse, als hier gezeigt werden.</translation>
    </message>
    <message>
        <source>Policy file to go by (default: the one set for module and environment).</source>
        <translation>Richtliniendatei, nach der es geht (Vorgabe: die für Modul und Umgebung gesetzte).</translation>
    </message>
    <message>
        <source>%1 %2 to %3, wave %4 of %5, look %6 at %7</source>
        <extracomment>%1 module, %2 version, %3 environment, %4 and %5 wave numbers, %6 number of a look, %7 time</extracomment>
        <translation>%1 %2 nach %3, Welle %4 von %5, Blick %6 um %7</translation>
    </message>
    <message>
        <source>%1  %2  %3</source>
        <extracomment>%1 number of a look, %2 time, %3 sentence</extracomment>
        <translation>%1  %2  %3</translation>
    </message>
    <message>
        <source>No evidence is kept of this deployment: only the numbers above.</source>
        <translation>Von diesem Deployment sind keine Belege aufbewahrt: nur die Zahlen oben.</translation>
    </message>
    <message>
        <source>Says why a wave was stopped, passed or is not decided, with the numbers.</source>
        <translation>Sagt mit den Zahlen, warum eine Welle angehalten wurde, bestand oder nicht entschieden ist.</translation>
    </message>
    <message>
        <source>Number of the wave; without it the last one judged.</source>
        <translation>Nummer der Welle; ohne sie die zuletzt beurteilte.</translation>
    </message>
    <message>
        <source>Every look at the wave, a line each.</source>
        <translation>Jeder Blick auf die Welle, je eine Zeile.</translation>
    </message>
    <message>
        <source>This wave has not been judged.</source>
        <translation>Diese Welle wurde nicht beurteilt.</translation>
    </message>
    <message>
        <source>say why a wave was judged as it was</source>
        <translation>sagen, warum eine Welle so beurteilt wurde</translation>
    </message>
    <message>
        <source>METRIC</source>
        <translation>METRIK</translation>
    </message>
    <message>
        <source>JUDGE</source>
        <translation>RICHTER</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>BEFUND</translation>
    </message>
    <message>
        <source>CANARY</source>
        <translation>CANARY</translation>
    </message>
    <message>
        <source>BASELINE</source>
        <translation>VERGLEICH</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>GRENZE</translation>
    </message>
    <message>
        <source>DIFFERENCE</source>
        <translation>DIFFERENZ</translation>
    </message>
    <message>
        <source>EVIDENCE</source>
        <translation>BELEGE</translation>
    </message>
    <message>
        <source>NEEDED</source>
        <translation>NÖTIG</translation>
    </message>
    <message>
        <source>make, sign and publish the next timestamp</source>
        <translation>den nächsten Zeitstempel machen, signieren und veröffentlichen</translation>
    </message>
    <message>
        <source>Makes the timestamp that says which list is the latest. It is to be made anew before it runs out: hotswapctl key root renew.</source>
        <translation>Macht den Zeitstempel, der sagt, welche Liste die neueste ist. Er muss erneuert werden, bevor er abläuft: hotswapctl key root renew.</translation>
    </message>
    <message>
        <source>Makes, signs and publishes the next timestamp of a list, once nodes would take it. For a timer: a list whose timestamp has run out lets nothing new begin.</source>
        <translation>Macht, signiert und veröffentlicht den nächsten Zeitstempel einer Liste, sofern Knoten ihn annähmen. Für einen Timer: Eine Liste, deren Zeitstempel abgelaufen ist, lässt nichts Neues beginnen.</translation>
    </message>
    <message>
        <source>The list of releases, signed: one&apos;s own file of it.</source>
        <translation>Die Liste der Releases, signiert: die eigene Datei davon.</translation>
    </message>
    <message>
        <source>Timestamp %1 says that list %2 is the latest, for %3 h.</source>
        <extracomment>%1 the version of a timestamp, %2 that of a list, %3 a number of hours</extracomment>
        <translation>Zeitstempel %1 sagt für %3 h, dass Liste %2 die neueste ist.</translation>
    </message>
</context>
<context>
    <name>DatabaseText</name>
    <message>
        <source>This version of PostgreSQL is not supported.</source>
        <translation>Diese Version von PostgreSQL wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>Move the database to PostgreSQL 15 or later.</source>
        <translation>Ziehen Sie mit der Datenbank auf PostgreSQL 15 oder neuer um.</translation>
    </message>
    <message>
        <source>This minor version has known holes in what keeps tenants and writers apart.</source>
        <translation>Diese Unterversion hat bekannte Lücken in dem, was Mandanten und Schreibende trennt.</translation>
    </message>
    <message>
        <source>Install the latest minor version and restart the server.</source>
        <translation>Installieren Sie die neueste Unterversion, und starten Sie den Server neu.</translation>
    </message>
    <message>
        <source>A pooler in transaction mode breaks notifications and locks.</source>
        <translation>Ein Pooler im Transaktionsmodus zerstört Benachrichtigungen und Sperren.</translation>
    </message>
    <message>
        <source>Connect to the server itself, or set the pooler to session mode.</source>
        <translation>Verbinden Sie sich mit dem Server selbst, oder stellen Sie den Pooler auf Sitzungsmodus.</translation>
    </message>
    <message>
        <source>A crash of the server can lose what it confirmed.</source>
        <translation>Ein Absturz des Servers kann Bestätigtes verlieren.</translation>
    </message>
    <message>
        <source>Set synchronous_commit to on.</source>
        <translation>Setzen Sie synchronous_commit auf on.</translation>
    </message>
    <message>
        <source>No standby confirms commits: a failover can lose the latest ones.</source>
        <translation>Kein Standby bestätigt Commits: Ein Failover kann die letzten verlieren.</translation>
    </message>
    <message>
        <source>Name a standby in synchronous_standby_names.</source>
        <translation>Nennen Sie einen Standby in synchronous_standby_names.</translation>
    </message>
    <message>
        <source>A power failure can destroy the database: fsync is off.</source>
        <translation>Ein Stromausfall kann die Datenbank zerstören: fsync ist aus.</translation>
    </message>
    <message>
        <source>Set fsync to on and reload the server.</source>
        <translation>Setzen Sie fsync auf on, und laden Sie die Einstellungen des Servers neu.</translation>
    </message>
    <message>
        <source>A power failure can destroy the database: full_page_writes is off.</source>
        <translation>Ein Stromausfall kann die Datenbank zerstören: full_page_writes ist aus.</translation>
    </message>
    <message>
        <source>Set full_page_writes to on and reload the server.</source>
        <translation>Setzen Sie full_page_writes auf on, und laden Sie die Einstellungen des Servers neu.</translation>
    </message>
    <message>
        <source>Damaged pages are not noticed: data checksums are off.</source>
        <translation>Beschädigte Seiten fallen nicht auf: Prüfsummen sind aus.</translation>
    </message>
    <message>
        <source>Stop the server and run pg_checksums --enable.</source>
        <translation>Halten Sie den Server an, und führen Sie pg_checksums --enable aus.</translation>
    </message>
    <message>
        <source>A cut link is noticed late: keepalives are not set.</source>
        <translation>Eine getrennte Leitung fällt spät auf: Keepalives sind nicht gesetzt.</translation>
    </message>
    <message>
        <source>Set tcp_keepalives_idle, tcp_keepalives_interval and tcp_user_timeout.</source>
        <translation>Setzen Sie tcp_keepalives_idle, tcp_keepalives_interval und tcp_user_timeout.</translation>
    </message>
    <message>
        <source>Nearly all connections of the server are in use.</source>
        <translation>Fast alle Verbindungen des Servers sind belegt.</translation>
    </message>
    <message>
        <source>End programs that are not needed, or raise max_connections.</source>
        <translation>Beenden Sie Programme, die nicht gebraucht werden, oder erhöhen Sie max_connections.</translation>
    </message>
    <message>
        <source>The server allows fewer connections than those present may need.</source>
        <translation>Der Server erlaubt weniger Verbindungen, als die Anwesenden brauchen können.</translation>
    </message>
    <message>
        <source>Raise max_connections and restart the server.</source>
        <translation>Erhöhen Sie max_connections, und starten Sie den Server neu.</translation>
    </message>
    <message>
        <source>A long transaction holds back the event feed of everybody.</source>
        <translation>Eine lange Transaktion hält die Ereignisse für alle auf.</translation>
    </message>
    <message>
        <source>End it in its program, or its backend with pg_terminate_backend().</source>
        <translation>Beenden Sie sie in ihrem Programm oder ihr Backend mit pg_terminate_backend().</translation>
    </message>
    <message>
        <source>This is a standby: nothing can be written.</source>
        <translation>Dies ist ein Standby: Nichts kann geschrieben werden.</translation>
    </message>
    <message>
        <source>Connect to the primary, or promote this one.</source>
        <translation>Verbinden Sie sich mit dem Primärserver, oder befördern Sie diesen.</translation>
    </message>
    <message>
        <source>The rules that keep tenants apart do not bind this login.</source>
        <translation>Die Regeln, die Mandanten trennen, binden diese Anmeldung nicht.</translation>
    </message>
    <message>
        <source>Use a login without SUPERUSER and BYPASSRLS.</source>
        <translation>Nehmen Sie eine Anmeldung ohne SUPERUSER und BYPASSRLS.</translation>
    </message>
    <message>
        <source>The schema is older than this program.</source>
        <translation>Das Schema ist älter als dieses Programm.</translation>
    </message>
    <message>
        <source>Run hotswapctl db migrate.</source>
        <translation>Führen Sie hotswapctl db migrate aus.</translation>
    </message>
    <message>
        <source>The schema is newer than this program.</source>
        <translation>Das Schema ist neuer als dieses Programm.</translation>
    </message>
    <message>
        <source>Install the version of HotSwap that made it.</source>
        <translation>Installieren Sie die Version von HotSwap, die es angelegt hat.</translation>
    </message>
    <message>
        <source>Neither a standby nor a continuous backup is possible.</source>
        <translation>Weder ein Standby noch eine fortlaufende Sicherung ist möglich.</translation>
    </message>
    <message>
        <source>Set wal_level to replica and restart the server.</source>
        <translation>Setzen Sie wal_level auf replica, und starten Sie den Server neu.</translation>
    </message>
    <message>
        <source>A forgotten transaction would hold back the event feed for ever.</source>
        <translation>Eine vergessene Transaktion hielte die Ereignisse für immer auf.</translation>
    </message>
    <message>
        <source>Set idle_in_transaction_session_timeout to one minute.</source>
        <translation>Setzen Sie idle_in_transaction_session_timeout auf eine Minute.</translation>
    </message>
    <message>
        <source>The clock of this machine is not the server&apos;s.</source>
        <translation>Die Uhr dieses Rechners geht anders als die des Servers.</translation>
    </message>
    <message>
        <source>Let both machines follow the same time server.</source>
        <translation>Lassen Sie beide Rechner demselben Zeitserver folgen.</translation>
    </message>
    <message>
        <source>The database was restored or failed over and has lost its latest changes: nothing is led until an administrator confirms it.</source>
        <translation>Die Datenbank wurde wiederhergestellt oder umgeschaltet und hat ihre letzten Änderungen verloren: nichts wird geführt, bis die Administration es bestätigt.</translation>
    </message>
    <message>
        <source>Compare the latest deployments with what the nodes report as running, then run hotswapctl db confirm.</source>
        <translation>Vergleichen Sie die letzten Deployments mit dem, was die Knoten melden, und führen Sie dann hotswapctl db confirm aus.</translation>
    </message>
</context>
<context>
    <name>DeploymentBoard</name>
    <message>
        <source>Any outcome</source>
        <translation>Jedes Ergebnis</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
</context>
<context>
    <name>DeploymentDraft</name>
    <message>
        <source>by %1</source>
        <extracomment>%1 author of a release</extracomment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Deploy %1 to %2</source>
        <extracomment>%1 release, %2 environment</extracomment>
        <translation>%1 nach %2 ausrollen</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <extracomment>%1 &quot;Deploy storefront 1.1.0 to Production&quot;</extracomment>
        <translation>Angenommen: %1</translation>
    </message>
    <message>
        <source>There is no release to deploy yet</source>
        <translation>Es gibt noch kein Release zum Ausrollen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The policy that was set, version %1</source>
        <extracomment>%1 the version of a policy</extracomment>
        <translation>Die gesetzte Richtlinie, Version %1</translation>
    </message>
    <message>
        <source>The default policy</source>
        <translation>Die Vorgabe-Richtlinie</translation>
    </message>
    <message>
        <source>%1, with your changes</source>
        <extracomment>%1 &quot;The default policy&quot; or &quot;The policy that was set, version 4&quot;</extracomment>
        <translation>%1, mit Ihren Änderungen</translation>
    </message>
</context>
<context>
    <name>DeploymentPage</name>
    <message>
        <source>Back to the deployments</source>
        <translation>Zurück zu den Deployments</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>This deployment cannot be shown</source>
        <translation>Dieses Deployment kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Reading the deployment…</source>
        <translation>Deployment wird gelesen …</translation>
    </message>
    <message>
        <source>Measurements are not kept for reading offline.</source>
        <translation>Messwerte werden nicht zum Lesen ohne Verbindung aufgehoben.</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <translation>Linie anhalten</translation>
    </message>
</context>
<context>
    <name>DeploymentView</name>
    <message>
        <source>%1 · %2 · by %3 · %4</source>
        <extracomment>%1 environment, %2 strategy, %3 user, %4 date and time</extracomment>
        <translation>%1 · %2 · von %3 · %4</translation>
    </message>
    <message>
        <source>Nobody leads this scope</source>
        <extracomment>%1 name of the program that leads</extracomment>
        <translation>Niemand führt diesen Bereich</translation>
    </message>
    <message>
        <source>Led by %1</source>
        <translation>Geführt von %1</translation>
    </message>
    <message>
        <source>Compared with %1 · %2 requests on the canary</source>
        <extracomment>%1 what it is compared with, %2 number of requests</extracomment>
        <translation>Verglichen mit: %1 · %2 Anfragen auf dem Canary</translation>
    </message>
    <message>
        <source>expected %1, took %2</source>
        <extracomment>%1 planned duration, %2 time taken</extracomment>
        <translation>erwartet %1, gedauert %2</translation>
    </message>
    <message>
        <source>expected %1, so far %2</source>
        <translation>erwartet %1, bisher %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 verb, %2 deployment</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Ends this deployment. No node was changed.</source>
        <extracomment>%1 environment</extracomment>
        <translation>Beendet dieses Deployment. Kein Knoten wurde geändert.</translation>
    </message>
    <message numerus="yes">
        <source>Ends this deployment and takes back %n node(s) of %1.</source>
        <translation>
            <numerusform>Beendet dieses Deployment und nimmt %n Knoten von %1 zurück.</numerusform>
            <numerusform>Beendet dieses Deployment und nimmt %n Knoten von %1 zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes back %n node(s) of %1.</source>
        <translation>
            <numerusform>Nimmt %n Knoten von %1 zurück.</numerusform>
            <numerusform>Nimmt %n Knoten von %1 zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ends this deployment although %n node(s) of %1 may not run the stable release.</source>
        <translation>
            <numerusform>Beendet dieses Deployment, obwohl %n Knoten von %1 vielleicht nicht das stabile Release ausführt.</numerusform>
            <numerusform>Beendet dieses Deployment, obwohl %n Knoten von %1 vielleicht nicht das stabile Release ausführen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <extracomment>%1 verb that was accepted</extracomment>
        <translation>Angenommen: %1</translation>
    </message>
    <message>
        <source>false alarms: at most %1</source>
        <extracomment>%1 percentage of rollouts</extracomment>
        <translation>Fehlalarme: höchstens %1</translation>
    </message>
</context>
<context>
    <name>DeploymentsPage</name>
    <message>
        <source>Deployments</source>
        <translation>Deployments</translation>
    </message>
    <message numerus="yes">
        <source>%n not ended</source>
        <translation>
            <numerusform>%n nicht beendet</numerusform>
            <numerusform>%n nicht beendet</numerusform>
        </translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>Neues Deployment</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>Deployments that have not ended</source>
        <translation>Deployments, die nicht beendet sind</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Module, version, person, id</source>
        <translation>Modul, Version, Person, Kennung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Ended deployments</source>
        <translation>Beendete Deployments</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>Der Verlauf konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation>Noch nichts ist beendet</translation>
    </message>
    <message>
        <source>Deployments that end, or match the search, are listed here.</source>
        <translation>Hier stehen Deployments, die enden oder zur Suche passen.</translation>
    </message>
</context>
<context>
    <name>EditorPanel</name>
    <message>
        <source>Start over</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Policy of %1</source>
        <translation>Richtlinie von %1</translation>
    </message>
    <message>
        <source>Wrong fields</source>
        <translation>Falsche Felder</translation>
    </message>
</context>
<context>
    <name>EnrolmentPage</name>
    <message>
        <source>Enrolment</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Back to the fleet</source>
        <translation>Zurück zur Flotte</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>Neues Token</translation>
    </message>
    <message>
        <source>new nodes of one environment enrol with it</source>
        <translation>neue Knoten einer Umgebung melden sich damit an</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>How many nodes may enrol with it</source>
        <translation>Wie viele Knoten sich damit anmelden dürfen</translation>
    </message>
    <message>
        <source>1 to %L1</source>
        <translation>1 bis %L1</translation>
    </message>
    <message>
        <source>nodes, within</source>
        <translation>Knoten, binnen</translation>
    </message>
    <message>
        <source>How many hours it counts</source>
        <translation>Wie viele Stunden es zählt</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Make the token</source>
        <translation>Token machen</translation>
    </message>
    <message>
        <source>Both numbers have to be within their limits.</source>
        <translation>Beide Zahlen müssen in ihren Grenzen liegen.</translation>
    </message>
    <message>
        <source>The token, shown this once</source>
        <translation>Das Token, nur dieses eine Mal gezeigt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>Ich habe es</translation>
    </message>
    <message>
        <source>%1. It is shown this once.</source>
        <extracomment>%1 &quot;for 12 nodes of Production, within 24 h&quot;</extracomment>
        <translation>%1. Es wird nur dieses eine Mal gezeigt.</translation>
    </message>
    <message>
        <source>Tokens that still count</source>
        <translation>Token, die noch zählen</translation>
    </message>
    <message>
        <source>Nodes that enrolled</source>
        <translation>Angemeldete Knoten</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Choose a node in the list.</source>
        <translation>Einen Knoten in der Liste wählen.</translation>
    </message>
    <message>
        <source>The node was revoked before.</source>
        <translation>Der Knoten wurde schon widerrufen.</translation>
    </message>
    <message>
        <source>No node has enrolled yet.</source>
        <translation>Noch hat sich kein Knoten angemeldet.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Revoke %1?</source>
        <extracomment>%1 node</extracomment>
        <translation>%1 widerrufen?</translation>
    </message>
</context>
<context>
    <name>EnrolmentView</name>
    <message numerus="yes">
        <source>%1, %Ln of them revoked</source>
        <extracomment>%1 &quot;38 nodes enrolled&quot;</extracomment>
        <translation>
            <numerusform>%1, davon %Ln widerrufen</numerusform>
            <numerusform>%1, davon %Ln widerrufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) enrolled</source>
        <translation>
            <numerusform>%Ln Knoten angemeldet</numerusform>
            <numerusform>%Ln Knoten angemeldet</numerusform>
        </translation>
    </message>
    <message>
        <source>Only an administrator may make tokens and revoke nodes.</source>
        <translation>Nur ein Administrator darf Token machen und Knoten widerrufen.</translation>
    </message>
    <message>
        <source>For %1 of %2, within %3</source>
        <extracomment>%1 &quot;12 nodes&quot;, %2 environment, %3 &quot;24 h&quot;</extracomment>
        <translation>Für %1 von %2, binnen %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln Knoten</numerusform>
            <numerusform>%Ln Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>The token is in the clipboard</source>
        <translation>Das Token ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>Its session ends and it is let in no more, whatever token it brings; deployments leave it out. %1 on its host go on running without anybody in charge. There is no way back under this name.</source>
        <extracomment>%1 &quot;2 modules&quot;</extracomment>
        <translation>Seine Sitzung endet und es wird nicht mehr eingelassen, welches Token es auch bringt; Deployments lassen es aus. %1 auf seinem Host laufen weiter, ohne dass jemand sie führt. Unter diesem Namen gibt es kein Zurück.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln module(s)</source>
        <translation>
            <numerusform>%Ln Modul</numerusform>
            <numerusform>%Ln Module</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is revoked</source>
        <extracomment>%1 node</extracomment>
        <translation>%1 ist widerrufen</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Never seen</source>
        <comment>node</comment>
        <translation>Nie gesehen</translation>
    </message>
    <message>
        <source>Revoked</source>
        <comment>node</comment>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Uses left</source>
        <translation>Noch verwendbar</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Gemacht von</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something entered is not right%1; correct it and try again.</source>
        <translation>Eine Eingabe stimmt nicht%1; berichtigen Sie sie und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Correct the fields named and try again.</source>
        <translation>Berichtigen Sie die genannten Felder und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This does not exist, or you may not see it%1; check the name.</source>
        <translation>Das gibt es nicht, oder Sie dürfen es nicht sehen%1; prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>This exists already%1; choose another name or use what is there.</source>
        <translation>Das gibt es schon%1; wählen Sie einen anderen Namen oder nehmen Sie das Vorhandene.</translation>
    </message>
    <message>
        <source>Choose another name or use what is there.</source>
        <translation>Wählen Sie einen anderen Namen oder nehmen Sie das Vorhandene.</translation>
    </message>
    <message>
        <source>You are not signed in%1; sign in and try again.</source>
        <translation>Sie sind nicht angemeldet%1; melden Sie sich an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Sign in and try again.</source>
        <translation>Melden Sie sich an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>You may not do this%1; ask somebody with the needed role or rights.</source>
        <translation>Das dürfen Sie nicht%1; bitten Sie jemanden mit der nötigen Rolle oder den nötigen Rechten.</translation>
    </message>
    <message>
        <source>Ask somebody with the needed role or rights.</source>
        <translation>Bitten Sie jemanden mit der nötigen Rolle oder den nötigen Rechten.</translation>
    </message>
    <message>
        <source>You cannot decide on your own request%1; ask another approver.</source>
        <translation>Über die eigene Anfrage können Sie nicht entscheiden%1; bitten Sie eine andere Freigabeperson.</translation>
    </message>
    <message>
        <source>Ask another approver.</source>
        <translation>Bitten Sie eine andere Freigabeperson.</translation>
    </message>
    <message>
        <source>It has changed in the meantime%1; look at it again, then decide.</source>
        <translation>Es hat sich inzwischen geändert%1; sehen Sie es sich noch einmal an und entscheiden Sie dann.</translation>
    </message>
    <message>
        <source>Look at the present state, then decide again.</source>
        <translation>Sehen Sie sich den jetzigen Stand an und entscheiden Sie dann neu.</translation>
    </message>
    <message>
        <source>This request key was used for another request%1; use a new key.</source>
        <translation>Dieser Anfrageschlüssel wurde für eine andere Anfrage benutzt%1; nehmen Sie einen neuen.</translation>
    </message>
    <message>
        <source>Use a new idempotency key.</source>
        <translation>Nehmen Sie einen neuen Idempotenzschlüssel.</translation>
    </message>
    <message>
        <source>Another program leads this rollout now%1; follow it from here.</source>
        <translation>Ein anderes Programm führt diesen Rollout jetzt%1; verfolgen Sie ihn von hier.</translation>
    </message>
    <message>
        <source>Nothing to do: the new leader carries on.</source>
        <translation>Nichts zu tun: Die neue Führung macht weiter.</translation>
    </message>
    <message>
        <source>Another program holds the lease%1; wait until it gives it up.</source>
        <translation>Ein anderes Programm hält die Lease%1; warten Sie, bis es sie abgibt.</translation>
    </message>
    <message>
        <source>Wait until the lease is given up.</source>
        <translation>Warten Sie, bis die Lease abgegeben wird.</translation>
    </message>
    <message>
        <source>This is not possible in the present state%1; choose an offered action.</source>
        <translation>Das geht im jetzigen Zustand nicht%1; wählen Sie eine angebotene Aktion.</translation>
    </message>
    <message>
        <source>Choose one of the actions that are offered now.</source>
        <translation>Wählen Sie eine der jetzt angebotenen Aktionen.</translation>
    </message>
    <message>
        <source>Too few nodes would be left serving%1; use smaller steps or wait for sick nodes.</source>
        <translation>Es blieben zu wenige Knoten in Betrieb%1; nehmen Sie kleinere Schritte oder warten Sie auf kranke Knoten.</translation>
    </message>
    <message>
        <source>Use smaller steps, or wait until more nodes serve.</source>
        <translation>Nehmen Sie kleinere Schritte oder warten Sie, bis mehr Knoten in Betrieb sind.</translation>
    </message>
    <message>
        <source>A limit would be crossed%1; ask for less, or finish something first.</source>
        <translation>Eine Grenze würde überschritten%1; verlangen Sie weniger oder beenden Sie erst etwas.</translation>
    </message>
    <message>
        <source>Ask for less, or finish something first.</source>
        <translation>Verlangen Sie weniger oder beenden Sie erst etwas.</translation>
    </message>
    <message>
        <source>Too much is waiting already%1; try again later.</source>
        <translation>Es wartet schon zu viel%1; versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>A freeze window forbids this now%1; wait for its end or override it.</source>
        <translation>Ein Sperrfenster verbietet das jetzt%1; warten Sie sein Ende ab oder setzen Sie es außer Kraft.</translation>
    </message>
    <message>
        <source>Wait for the end of the freeze, or override it with a reason.</source>
        <translation>Warten Sie das Ende der Sperre ab oder setzen Sie sie mit Begründung außer Kraft.</translation>
    </message>
    <message>
        <source>Its time has run out%1; make a new request.</source>
        <translation>Die Zeit ist abgelaufen%1; stellen Sie eine neue Anfrage.</translation>
    </message>
    <message>
        <source>Make a new request.</source>
        <translation>Stellen Sie eine neue Anfrage.</translation>
    </message>
    <message>
        <source>This was decided before%1; look at the decision.</source>
        <translation>Das wurde schon entschieden%1; sehen Sie sich die Entscheidung an.</translation>
    </message>
    <message>
        <source>Look at the decision that was made.</source>
        <translation>Sehen Sie sich die getroffene Entscheidung an.</translation>
    </message>
    <message>
        <source>The plan is no longer the one agreed to%1; read the new one and decide.</source>
        <translation>Der Plan ist nicht mehr der vereinbarte%1; lesen Sie den neuen und entscheiden Sie.</translation>
    </message>
    <message>
        <source>Read the changed plan, then decide.</source>
        <translation>Lesen Sie den geänderten Plan und entscheiden Sie dann.</translation>
    </message>
    <message>
        <source>There is no signature%1; have it signed with a trusted key.</source>
        <translation>Es fehlt eine Signatur%1; lassen Sie es mit einem vertrauten Schlüssel signieren.</translation>
    </message>
    <message>
        <source>Have it signed with a trusted key.</source>
        <translation>Lassen Sie es mit einem vertrauten Schlüssel signieren.</translation>
    </message>
    <message>
        <source>The signature does not match the content%1; get it again from where it was made.</source>
        <translation>Die Signatur passt nicht zum Inhalt%1; holen Sie es erneut von der Quelle.</translation>
    </message>
    <message>
        <source>Do not use it; get it again from where it was made.</source>
        <translation>Benutzen Sie es nicht; holen Sie es erneut von der Quelle.</translation>
    </message>
    <message>
        <source>The signing key is not trusted here%1; use a trusted key, or have this one added.</source>
        <translation>Dem Signaturschlüssel wird hier nicht vertraut%1; nehmen Sie einen vertrauten oder lassen Sie diesen hinzufügen.</translation>
    </message>
    <message>
        <source>Use a trusted key, or have an administrator add this one.</source>
        <translation>Nehmen Sie einen vertrauten Schlüssel oder lassen Sie diesen von der Administration hinzufügen.</translation>
    </message>
    <message>
        <source>The content is damaged or was altered%1; get it again.</source>
        <translation>Der Inhalt ist beschädigt oder wurde verändert%1; holen Sie ihn erneut.</translation>
    </message>
    <message>
        <source>Get it again from where it was made.</source>
        <translation>Holen Sie es erneut von der Quelle.</translation>
    </message>
    <message>
        <source>This is not in the expected form%1; check that it is the right one.</source>
        <translation>Das hat nicht die erwartete Form%1; prüfen Sie, ob es das Richtige ist.</translation>
    </message>
    <message>
        <source>Check that it is the right file or text.</source>
        <translation>Prüfen Sie, ob es die richtige Datei oder der richtige Text ist.</translation>
    </message>
    <message>
        <source>The content ends too early%1; copy or load it again in full.</source>
        <translation>Der Inhalt endet zu früh%1; kopieren oder laden Sie ihn noch einmal vollständig.</translation>
    </message>
    <message>
        <source>Copy or load it again in full.</source>
        <translation>Kopieren oder laden Sie es noch einmal vollständig.</translation>
    </message>
    <message>
        <source>This is larger than allowed%1; make it smaller.</source>
        <translation>Das ist größer als erlaubt%1; verkleinern Sie es.</translation>
    </message>
    <message>
        <source>Make it smaller.</source>
        <translation>Verkleinern Sie es.</translation>
    </message>
    <message>
        <source>The archive holds something that must not be unpacked%1; do not use it.</source>
        <translation>Das Archiv enthält etwas, das nicht entpackt werden darf%1; benutzen Sie es nicht.</translation>
    </message>
    <message>
        <source>Do not use this package; ask its author.</source>
        <translation>Benutzen Sie dieses Paket nicht; fragen Sie, wer es gemacht hat.</translation>
    </message>
    <message>
        <source>The two sides speak different versions%1; update the older one.</source>
        <translation>Die beiden Seiten sprechen verschiedene Versionen%1; aktualisieren Sie die ältere.</translation>
    </message>
    <message>
        <source>Update the older side.</source>
        <translation>Aktualisieren Sie die ältere Seite.</translation>
    </message>
    <message>
        <source>A node lacks what the module needs%1; free resources or leave it out.</source>
        <translation>Einem Knoten fehlt, was das Modul braucht%1; schaffen Sie Platz oder lassen Sie ihn aus.</translation>
    </message>
    <message>
        <source>Free resources on the node, or leave it out.</source>
        <translation>Schaffen Sie auf dem Knoten Platz oder lassen Sie ihn aus.</translation>
    </message>
    <message>
        <source>It took too long and was stopped%1; try again.</source>
        <translation>Es dauerte zu lange und wurde abgebrochen%1; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Try again; if it stays slow, look at the other side.</source>
        <translation>Versuchen Sie es erneut; bleibt es langsam, sehen Sie bei der Gegenseite nach.</translation>
    </message>
    <message>
        <source>The other side cannot be reached now%1; check that it runs, or try later.</source>
        <translation>Die Gegenseite ist gerade nicht erreichbar%1; prüfen Sie, ob sie läuft, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>Check that the other side runs, or try later.</source>
        <translation>Prüfen Sie, ob die Gegenseite läuft, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>The connection broke and it is not known whether this was done%1; look before trying again.</source>
        <translation>Die Verbindung brach ab, und es ist nicht bekannt, ob es getan wurde%1; sehen Sie nach, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>Look at the present state before trying again.</source>
        <translation>Sehen Sie sich den jetzigen Stand an, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>The operating system refused it%1; check the file or device.</source>
        <translation>Das Betriebssystem hat es verweigert%1; prüfen Sie Datei oder Gerät.</translation>
    </message>
    <message>
        <source>Check the file, socket or device named.</source>
        <translation>Prüfen Sie die genannte Datei, den Socket oder das Gerät.</translation>
    </message>
    <message>
        <source>The disk is full%1; free space and try again.</source>
        <translation>Der Datenträger ist voll%1; schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Free disk space and try again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This was given up on request%1; start it again if it is still wanted.</source>
        <translation>Das wurde auf Wunsch aufgegeben%1; starten Sie es erneut, wenn es noch gebraucht wird.</translation>
    </message>
    <message>
        <source>Start it again if it is still wanted.</source>
        <translation>Starten Sie es erneut, wenn es noch gebraucht wird.</translation>
    </message>
    <message>
        <source>The program found itself in an impossible state and stopped this part%1; restart it and report the log.</source>
        <translation>Das Programm fand sich in einem unmöglichen Zustand und hielt diesen Teil an%1; starten Sie es neu und melden Sie das Protokoll.</translation>
    </message>
    <message>
        <source>Restart the program and report the log.</source>
        <translation>Starten Sie das Programm neu und melden Sie das Protokoll.</translation>
    </message>
    <message>
        <source>This is not possible here%1; choose another way.</source>
        <translation>Das ist hier nicht möglich%1; wählen Sie einen anderen Weg.</translation>
    </message>
    <message>
        <source>Choose another way.</source>
        <translation>Wählen Sie einen anderen Weg.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong%1; try again and report the log.</source>
        <translation>Etwas Unerwartetes ging schief%1; versuchen Sie es erneut und melden Sie das Protokoll.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report the log.</source>
        <translation>Versuchen Sie es erneut; geschieht es wieder, melden Sie das Protokoll.</translation>
    </message>
    <message>
        <source>%1: expected %2</source>
        <extracomment>%1 name of an input field, %2 technical rule, for example 1..65535</extracomment>
        <translation>%1: erwartet %2</translation>
    </message>
    <message>
        <source> (%1)</source>
        <extracomment>%1 particulars of an error, put in brackets within a sentence</extracomment>
        <translation> (%1)</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>This was meant for another node, tenant or environment%1; find out who sent it here.</source>
        <translation>Das war für einen anderen Knoten, Mandanten oder eine andere Umgebung gedacht%1; herausfinden, wer es hierher gesandt hat.</translation>
    </message>
    <message>
        <source>Find out who sent it here.</source>
        <translation>Herausfinden, wer es hierher gesandt hat.</translation>
    </message>
    <message>
        <source>Too few valid votes or signatures agree to this%1; have the missing ones added.</source>
        <translation>Zu wenige gültige Stimmen oder Signaturen stimmen dem zu%1; die fehlenden hinzufügen lassen.</translation>
    </message>
    <message>
        <source>Have the missing votes or signatures added.</source>
        <translation>Die fehlenden Stimmen oder Signaturen hinzufügen lassen.</translation>
    </message>
    <message>
        <source>Trust or release metadata has run out or is older than what is known%1; publish fresh metadata.</source>
        <translation>Vertrauens- oder Release-Metadaten sind abgelaufen oder älter als bekannt%1; neue veröffentlichen.</translation>
    </message>
    <message>
        <source>Publish fresh metadata.</source>
        <translation>Neue Metadaten veröffentlichen.</translation>
    </message>
    <message>
        <source>The release metadata does not list this release%1; add it and publish the metadata.</source>
        <translation>Die Release-Metadaten führen dieses Release nicht%1; hinzufügen und die Metadaten veröffentlichen.</translation>
    </message>
    <message>
        <source>Add the release to the metadata and publish it.</source>
        <translation>Das Release zu den Metadaten hinzufügen und sie veröffentlichen.</translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 sentence, %2 detail
----------
%1 why, %2 &quot;3 nodes are taken back&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <extracomment>%1 what was done, %2 user name</extracomment>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Eingereicht</translation>
    </message>
    <message numerus="yes">
        <source>Started: %n node(s) may change</source>
        <translation>
            <numerusform>Gestartet: %n Knoten darf sich ändern</numerusform>
            <numerusform>Gestartet: %n Knoten dürfen sich ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1: %2</source>
        <extracomment>%1 stage, %2 state of the stage</extracomment>
        <translation>Stufe %1: %2</translation>
    </message>
    <message>
        <source>Check %1 passed in %2</source>
        <extracomment>%1 name of the check, %2 how long it took</extracomment>
        <translation>Prüfung %1 in %2 bestanden</translation>
    </message>
    <message>
        <source>Check %1 failed in %2</source>
        <translation>Prüfung %1 nach %2 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Sign-off was asked for</source>
        <translation>Freigabe wurde angefragt</translation>
    </message>
    <message>
        <source>Sign-off: %1</source>
        <extracomment>%1 state of the approval, for example &quot;approved&quot;</extracomment>
        <translation>Freigabe: %1</translation>
    </message>
    <message>
        <source>Wave %1 started</source>
        <translation>Welle %1 begonnen</translation>
    </message>
    <message>
        <source>%1 is being taken back</source>
        <extracomment>%1 node name</extracomment>
        <translation>%1 wird zurückgenommen</translation>
    </message>
    <message>
        <source>%1 was told to change</source>
        <translation>%1 soll sich ändern</translation>
    </message>
    <message>
        <source>%1 runs %2</source>
        <extracomment>%1 node name, %2 release</extracomment>
        <translation>%1 führt %2 aus</translation>
    </message>
    <message>
        <source>%1 went back by itself</source>
        <translation>%1 ging von selbst zurück</translation>
    </message>
    <message>
        <source>%1 could not change</source>
        <translation>%1 konnte sich nicht ändern</translation>
    </message>
    <message>
        <source>%1 refused the command</source>
        <translation>%1 verweigerte den Befehl</translation>
    </message>
    <message>
        <source>%1 serves nothing any more</source>
        <translation>%1 bedient nichts mehr</translation>
    </message>
    <message>
        <source>%1 stayed healthy</source>
        <translation>%1 blieb gesund</translation>
    </message>
    <message>
        <source>%1 did not answer: what it runs is not known</source>
        <translation>%1 antwortete nicht: was er ausführt, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist ausgefallen</translation>
    </message>
    <message>
        <source>%1 was skipped</source>
        <translation>%1 wurde ausgelassen</translation>
    </message>
    <message>
        <source>%1 was not touched: its command was taken back</source>
        <translation>%1 wurde nicht angerührt: sein Befehl wurde zurückgezogen</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) joined the plan</source>
        <translation>
            <numerusform>%n Knoten kam zum Plan hinzu</numerusform>
            <numerusform>%n Knoten kamen zum Plan hinzu</numerusform>
        </translation>
    </message>
    <message>
        <source>Wave %1 bakes for %2</source>
        <extracomment>%1 number of the wave, %2 duration</extracomment>
        <translation>Welle %1 wird %2 beobachtet</translation>
    </message>
    <message>
        <source>Wave %1: %2</source>
        <extracomment>%1 number of the wave, %2 verdict</extracomment>
        <translation>Welle %1: %2</translation>
    </message>
    <message>
        <source>Wave %1: %2, %3 %4 against %5</source>
        <extracomment>%1 wave, %2 verdict, %3 metric, %4 its value on the canary, %5 on the baseline</extracomment>
        <translation>Welle %1: %2, %3 %4 gegen %5</translation>
    </message>
    <message>
        <source>Wave %1 passed</source>
        <translation>Welle %1 bestanden</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>Geht weiter</translation>
    </message>
    <message>
        <source>Promoted fully</source>
        <translation>Ganz weitergeschaltet</translation>
    </message>
    <message>
        <source>Promoted one step</source>
        <translation>Einen Schritt weitergeschaltet</translation>
    </message>
    <message>
        <source>Abort asked for</source>
        <translation>Abbruch verlangt</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) are taken back</source>
        <translation>
            <numerusform>%n Knoten wird zurückgenommen</numerusform>
            <numerusform>%n Knoten werden zurückgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be taken back</source>
        <translation>%1 konnte nicht zurückgenommen werden</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) need a person</source>
        <translation>
            <numerusform>%n Knoten braucht einen Menschen</numerusform>
            <numerusform>%n Knoten brauchen einen Menschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another try for %n node(s)</source>
        <translation>
            <numerusform>Noch ein Versuch für %n Knoten</numerusform>
            <numerusform>Noch ein Versuch für %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>Rollback asked for</source>
        <translation>Zurückrollen verlangt</translation>
    </message>
    <message>
        <source>Accepted as it is</source>
        <translation>Angenommen, wie es ist</translation>
    </message>
    <message>
        <source>A newer deployment replaces this one</source>
        <translation>Ein neueres Deployment ersetzt dieses</translation>
    </message>
    <message>
        <source>Ended: %1. %2</source>
        <extracomment>%1 final state, %2 why</extracomment>
        <translation>Beendet: %1. %2</translation>
    </message>
</context>
<context>
    <name>EventsPanel</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln Ereignis</numerusform>
            <numerusform>%Ln Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 time of day, %2 what happened</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>%1 against %2, limit %3</source>
        <extracomment>%1 value on the canary, %2 on the baseline, %3 limit</extracomment>
        <translation>%1 gegen %2, Grenze %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s) to decide</source>
        <translation>
            <numerusform>noch %Ln Anfrage bis zur Entscheidung</numerusform>
            <numerusform>noch %Ln Anfragen bis zur Entscheidung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more sample(s) to decide</source>
        <translation>
            <numerusform>noch %Ln Messung bis zur Entscheidung</numerusform>
            <numerusform>noch %Ln Messungen bis zur Entscheidung</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <extracomment>%1 &quot;2,140 more requests to decide&quot;, %2 duration</extracomment>
        <translation>%1, etwa %2</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <extracomment>%1 value on the canary, %2 on the baseline</extracomment>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>%1; difference %2 to %3</source>
        <extracomment>%1 &quot;0.4 % against 0.1 %&quot;, %2 and %3 bounds of the difference</extracomment>
        <translation>%1; Differenz %2 bis %3</translation>
    </message>
    <message>
        <source>Evidence of harm</source>
        <translation>Belege für Schaden</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>%1 (not critical)</source>
        <extracomment>%1 metric; critical metrics roll back when they fail</extracomment>
        <translation>%1 (nicht kritisch)</translation>
    </message>
    <message>
        <source>Nothing was judged yet. Canary waves are judged while they bake.</source>
        <translation>Noch wurde nichts beurteilt. Canary-Wellen werden während der Bake-Zeit beurteilt.</translation>
    </message>
    <message>
        <source>%1 (dry run)</source>
        <extracomment>%1 metric; it is judged and shown, but never counts</extracomment>
        <translation>%1 (Probelauf)</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>%1 in %2</source>
        <extracomment>both halves of the fleet&apos;s summary; %1 is &quot;420 nodes&quot;, %2 is &quot;4 environments&quot;</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln Knoten</numerusform>
            <numerusform>%Ln Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln environment(s)</source>
        <translation>
            <numerusform>%Ln Umgebung</numerusform>
            <numerusform>%Ln Umgebungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) with alarms</source>
        <translation>
            <numerusform>%Ln Knoten mit Alarmen</numerusform>
            <numerusform>%Ln Knoten mit Alarmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FleetFilter</name>
    <message>
        <source>All environments</source>
        <translation>Alle Umgebungen</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>Any release</source>
        <translation>Jedes Release</translation>
    </message>
</context>
<context>
    <name>FleetFilterBar</name>
    <message>
        <source>Filter nodes</source>
        <translation>Knoten filtern</translation>
    </message>
    <message>
        <source>Name, release or label</source>
        <translation>Name, Release oder Label</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>FleetGroup</name>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>%1 nodes of %2 match the filter</extracomment>
        <translation>%1 von %2 passen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln Knoten</numerusform>
            <numerusform>%Ln Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>a node: name, state, releases</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>With alarms</source>
        <comment>nodes</comment>
        <translation>Mit Alarmen</translation>
    </message>
    <message>
        <source>%1, %2, alarm, %3</source>
        <extracomment>a node: name, state, releases; it refused something</extracomment>
        <translation>%1, %2, Alarm, %3</translation>
    </message>
</context>
<context>
    <name>FleetGroupPanel</name>
    <message>
        <source>%1 %2</source>
        <extracomment>a number of nodes and their state</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Nodes of %1</source>
        <translation>Knoten von %1</translation>
    </message>
</context>
<context>
    <name>FleetLegend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>FleetModel</name>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Releases</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>release</comment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1, alarm</source>
        <extracomment>%1 state of a node that refused something</extracomment>
        <translation>%1, Alarm</translation>
    </message>
</context>
<context>
    <name>FleetPage</name>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>No nodes yet</source>
        <translation>Noch keine Knoten</translation>
    </message>
    <message>
        <source>Reading the fleet</source>
        <translation>Flotte wird gelesen</translation>
    </message>
    <message>
        <source>Nodes appear here as soon as their agents say hello.</source>
        <translation>Knoten erscheinen hier, sobald sich ihre Agenten melden.</translation>
    </message>
    <message>
        <source>Stop a line</source>
        <translation>Eine Linie anhalten</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Anmeldung</translation>
    </message>
</context>
<context>
    <name>FleetTablePanel</name>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
</context>
<context>
    <name>Formatter</name>
    <message>
        <source>%1 %</source>
        <extracomment>%1 is a number, as in &quot;8.1 %&quot;</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 milliseconds</extracomment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>%1 days</extracomment>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a short date, %2 a time of day</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>%1 is a duration such as &quot;3 min&quot;</extracomment>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>release</comment>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>InboxCard</name>
    <message>
        <source>%1, %2, %3 left</source>
        <extracomment>%1 release, %2 environment, %3 time left</extracomment>
        <translation>%1, %2, noch %3</translation>
    </message>
    <message>
        <source>%1 · asked for by you</source>
        <translation>%1 · angefragt von Ihnen</translation>
    </message>
    <message>
        <source>%1 · asked for by %2</source>
        <translation>%1 · angefragt von %2</translation>
    </message>
</context>
<context>
    <name>LabText</name>
    <message>
        <source>Node %1 was started.</source>
        <translation>Knoten %1 wurde gestartet.</translation>
    </message>
    <message>
        <source>Node %1 was still running and is taken over.</source>
        <translation>Knoten %1 lief noch und wird übernommen.</translation>
    </message>
    <message>
        <source>Node %1 ended and was started again; its modules went on.</source>
        <translation>Knoten %1 endete und wurde neu gestartet; seine Module liefen weiter.</translation>
    </message>
    <message>
        <source>Node %1 ended: %2.</source>
        <translation>Knoten %1 endete: %2.</translation>
    </message>
    <message>
        <source>%1 was found running %2, which counts as its stable release.</source>
        <translation>%1 lief mit %2; das gilt als stabiles Release.</translation>
    </message>
    <message>
        <source>An earlier run was cut off: %1 runs nothing and gets the stable release.</source>
        <translation>Ein früherer Lauf wurde unterbrochen: %1 führt nichts aus und bekommt das stabile Release.</translation>
    </message>
    <message>
        <source>An earlier run was cut off: %1 runs %2 and is taken back to the stable release.</source>
        <translation>Ein früherer Lauf wurde unterbrochen: %1 führt %2 aus und wird auf das stabile Release zurückgenommen.</translation>
    </message>
    <message>
        <source>%1 runs %2.</source>
        <translation>%1 führt %2 aus.</translation>
    </message>
    <message>
        <source>A part of the lab stopped itself: %1.</source>
        <translation>Ein Teil des Labors hat sich selbst angehalten: %1.</translation>
    </message>
    <message>
        <source>Metric providers: %1.</source>
        <extracomment>%1 a line of a log, in English</extracomment>
        <translation>Metrikquellen: %1.</translation>
    </message>
</context>
<context>
    <name>LatencyDistribution</name>
    <message>
        <source>up to %1</source>
        <extracomment>%1 a length of time, as &quot;0.3 ms&quot;</extracomment>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>over %1</source>
        <extracomment>a range of lengths of time</extracomment>
        <translation>über %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 milliseconds</extracomment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1: p50 %2, p99 %3</source>
        <extracomment>%1 canary or baseline, %2 and %3 latencies: half and 99 of 100 requests were faster</extracomment>
        <translation>%1: p50 %2, p99 %3</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 – HotSwap</source>
        <extracomment>window title; %1 is the page</extracomment>
        <translation>%1 – HotSwap</translation>
    </message>
</context>
<context>
    <name>MetricCharts</name>
    <message>
        <source>canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>W%1</source>
        <extracomment>%1 number of a wave, beside a mark in a chart; as short as can be</extracomment>
        <translation>W%1</translation>
    </message>
    <message>
        <source>The chart was written to %1</source>
        <extracomment>%1 file name</extracomment>
        <translation>Das Diagramm wurde nach %1 geschrieben</translation>
    </message>
    <message>
        <source>%1 was not written. Is the folder writable, and the ending .png, .svg or .csv?</source>
        <extracomment>%1 file name; the endings stay as they are</extracomment>
        <translation>%1 wurde nicht geschrieben. Ist der Ordner beschreibbar und die Endung .png, .svg oder .csv?</translation>
    </message>
    <message>
        <source>Latency of requests</source>
        <translation>Latenz der Anfragen</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
    </message>
</context>
<context>
    <name>MetricDifference</name>
    <message>
        <source>%1 pp</source>
        <extracomment>%1 a difference of two percentages; the unit is percentage points, as short as can be</extracomment>
        <translation>%1 Pp.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 milliseconds</extracomment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1, surely higher</source>
        <extracomment>%1 difference of canary and baseline; its interval lies above zero</extracomment>
        <translation>%1, sicher höher</translation>
    </message>
    <message>
        <source>%1, surely lower</source>
        <extracomment>%1 difference of canary and baseline; its interval lies below zero</extracomment>
        <translation>%1, sicher niedriger</translation>
    </message>
    <message>
        <source>%1, may be chance</source>
        <extracomment>%1 difference of canary and baseline; its interval holds zero, so it may be chance</extracomment>
        <translation>%1, vielleicht Zufall</translation>
    </message>
</context>
<context>
    <name>MetricsPanel</name>
    <message>
        <source>Metrics</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>canary against baseline</source>
        <translation>Canary gegen Vergleich</translation>
    </message>
    <message>
        <source>No measurements yet</source>
        <translation>Noch keine Messwerte</translation>
    </message>
    <message>
        <source>canary minus baseline</source>
        <translation>Canary minus Vergleichswert</translation>
    </message>
    <message>
        <source>while both answered requests</source>
        <translation>während beide Anfragen beantworteten</translation>
    </message>
    <message>
        <source>Follow the newest data again</source>
        <translation>Wieder den neuesten Daten folgen</translation>
    </message>
    <message>
        <source>Pause the charts</source>
        <translation>Diagramme anhalten</translation>
    </message>
    <message>
        <source>What the charts show</source>
        <translation>Was die Diagramme zeigen</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Verlauf</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>start of a wave</source>
        <translation>Beginn einer Welle</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>Diagramm exportieren</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>NewDeploymentPage</name>
    <message>
        <source>expected %1</source>
        <extracomment>%1 what would be right in a field</extracomment>
        <translation>erwartet: %1</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>Neues Deployment</translation>
    </message>
    <message>
        <source>Back to the deployments</source>
        <translation>Zurück zu den Deployments</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Ausrollen</translation>
    </message>
    <message>
        <source>The plan is being made</source>
        <translation>Der Plan wird erstellt</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>First wave</source>
        <translation>Erste Welle</translation>
    </message>
    <message>
        <source>% of nodes</source>
        <translation>% der Knoten</translation>
    </message>
    <message>
        <source>Each further wave</source>
        <translation>Jede weitere Welle</translation>
    </message>
    <message>
        <source>Bake</source>
        <translation>Bake-Zeit</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>At work at once</source>
        <translation>Gleichzeitig in Arbeit</translation>
    </message>
    <message>
        <source>Availability floor</source>
        <translation>Verfügbarkeitsgrenze</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What this is for; approvers read it</source>
        <translation>Wozu das dient; wer freigibt, liest es</translation>
    </message>
    <message>
        <source>Replace a deployment of this module that has not ended</source>
        <translation>Ein nicht beendetes Deployment dieses Moduls ersetzen</translation>
    </message>
    <message>
        <source>Waves, each with those before: %1</source>
        <extracomment>%1 &quot;5 %, 25 %, 100 %&quot;, shares or numbers of nodes</extracomment>
        <translation>Wellen, jede mit denen davor: %1</translation>
    </message>
</context>
<context>
    <name>NodeCharts</name>
    <message>
        <source>%1/s</source>
        <extracomment>requests in a second; %1 is a number</extracomment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Requests</source>
        <extracomment>request times: 95 of 100 requests were faster</extracomment>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>Latenz p95</translation>
    </message>
</context>
<context>
    <name>NodeLog</name>
    <message>
        <source>agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>NodeLogPanel</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Whose lines</source>
        <translation>Wessen Zeilen</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>The agent&apos;s</source>
        <translation>Die des Agenten</translation>
    </message>
    <message>
        <source>Of modules</source>
        <translation>Die der Module</translation>
    </message>
    <message>
        <source>Only lines with this text</source>
        <translation>Nur Zeilen mit diesem Text</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Follow again</source>
        <translation>Wieder folgen</translation>
    </message>
    <message>
        <source>Pause the log</source>
        <translation>Log anhalten</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <extracomment>a line of a log: %1 time of day, %2 module, %3 text</extracomment>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>Nothing was logged in the last day.</source>
        <translation>Am letzten Tag wurde nichts protokolliert.</translation>
    </message>
</context>
<context>
    <name>NodePage</name>
    <message>
        <source>Back to the fleet</source>
        <translation>Zurück zur Flotte</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Entleeren</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Drain %1?</source>
        <extracomment>%1 node</extracomment>
        <translation>%1 entleeren?</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Fakten</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Recent deployments</source>
        <translation>Letzte Deployments</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>what the node refused or found wrong</source>
        <translation>was der Knoten abgelehnt oder falsch gefunden hat</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Releases</translation>
    </message>
    <message>
        <source>How it is doing</source>
        <translation>Wie es ihm geht</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>die letzte Stunde</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>commands and receipts, newest first</source>
        <translation>Befehle und Quittungen, neueste zuerst</translation>
    </message>
    <message>
        <source>No command was meant for this node yet.</source>
        <translation>Noch war kein Befehl für diesen Knoten bestimmt.</translation>
    </message>
    <message>
        <source>The fleet does not have this node</source>
        <translation>Die Flotte hat diesen Knoten nicht</translation>
    </message>
    <message>
        <source>It may have been given another name, or belong to another tenant.</source>
        <translation>Er heißt vielleicht anders oder gehört einem anderen Mandanten.</translation>
    </message>
</context>
<context>
    <name>NodePanel</name>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Cores</source>
        <extracomment>%1 is a number of processor cores, for example 3.5</extracomment>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Memory size</source>
        <translation>Speichergröße</translation>
    </message>
    <message>
        <source>Disk free</source>
        <translation>Freier Datenträger</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>release</comment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Healthy</source>
        <comment>release</comment>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Not healthy</source>
        <translation>Nicht gesund</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) in the last day</source>
        <translation>
            <numerusform>%Ln Alarm am letzten Tag</numerusform>
            <numerusform>%Ln Alarme am letzten Tag</numerusform>
        </translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Vorbereitet</translation>
    </message>
</context>
<context>
    <name>NodeSidePanel</name>
    <message>
        <source>Node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Releases</translation>
    </message>
    <message>
        <source>Deployments that touched it</source>
        <translation>Deployments, die ihn betrafen</translation>
    </message>
    <message>
        <source>Open the node&apos;s page</source>
        <translation>Seite des Knotens öffnen</translation>
    </message>
</context>
<context>
    <name>NodeView</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Quittung</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>The fleet does not have this node.</source>
        <translation>Die Flotte hat diesen Knoten nicht.</translation>
    </message>
    <message>
        <source>The node is out of the fleet for good.</source>
        <translation>Der Knoten ist endgültig aus der Flotte.</translation>
    </message>
    <message>
        <source>The node is not connected: it could not be told.</source>
        <translation>Der Knoten ist nicht verbunden: er würde es nicht erfahren.</translation>
    </message>
    <message>
        <source>%4 on it finish what they have and get no new requests. %1 of %2 nodes of %3 go on serving.</source>
        <extracomment>%1 number, %2 number, %3 environment, %4 &quot;2 modules&quot;</extracomment>
        <translation>%4 darauf beenden, was sie haben, und bekommen keine neuen Anfragen. %1 von %2 Knoten von %3 dienen weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln module(s)</source>
        <translation>
            <numerusform>%Ln Modul</numerusform>
            <numerusform>%Ln Module</numerusform>
        </translation>
    </message>
    <message>
        <source>Put %1 back</source>
        <extracomment>%1 node</extracomment>
        <translation>%1 zurückgeben</translation>
    </message>
</context>
<context>
    <name>NodeWords</name>
    <message>
        <source>Apply</source>
        <comment>command to a node</comment>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Prepare</source>
        <comment>command to a node</comment>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Switch</source>
        <comment>command to a node</comment>
        <translation>Umschalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>command to a node</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Revert</source>
        <comment>command to a node</comment>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>command to a node</comment>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Drain</source>
        <comment>command to a node</comment>
        <translation>Entleeren</translation>
    </message>
    <message>
        <source>Put back</source>
        <comment>command to a node</comment>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <comment>command to a node</comment>
        <translation>Linie anhalten</translation>
    </message>
    <message>
        <source>Waits</source>
        <comment>command</comment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Delivered</source>
        <comment>command</comment>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Answered</source>
        <comment>command</comment>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Void</source>
        <comment>command</comment>
        <translation>Hinfällig</translation>
    </message>
    <message>
        <source>Applied</source>
        <comment>receipt</comment>
        <translation>Angewandt</translation>
    </message>
    <message>
        <source>Reverted</source>
        <comment>receipt</comment>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>receipt</comment>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>receipt</comment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Broken</source>
        <comment>receipt</comment>
        <translation>Defekt</translation>
    </message>
    <message>
        <source>Switched in %1 ms</source>
        <extracomment>time without anybody listening while a release is exchanged; %1 milliseconds</extracomment>
        <translation>Umgeschaltet in %1 ms</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>OfflineData</name>
    <message>
        <source>Nothing is kept: this console was started with --no-cache.</source>
        <translation>Nichts wird aufgehoben: diese Konsole wurde mit --no-cache gestartet.</translation>
    </message>
    <message>
        <source>Being cleared</source>
        <translation>Wird geleert</translation>
    </message>
    <message>
        <source>Nothing can be kept now: %1</source>
        <extracomment>%1 a sentence that says what is wrong</extracomment>
        <translation>Jetzt kann nichts aufgehoben werden: %1</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <extracomment>what is kept on this desktop: %1 a size, %2 date and time up to which it is true</extracomment>
        <translation>%1, Stand %2</translation>
    </message>
    <message>
        <source>%1, nothing of this database yet</source>
        <extracomment>%1 a size</extracomment>
        <translation>%1, noch nichts aus dieser Datenbank</translation>
    </message>
    <message>
        <source>The file was damaged: it was put aside and begun anew.</source>
        <translation>Die Datei war beschädigt: sie wurde beiseitegelegt und neu begonnen.</translation>
    </message>
</context>
<context>
    <name>OrderBoard</name>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 module, %2 environment</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Only a deployer may drain nodes or stop a line.</source>
        <translation>Nur ein Deployer darf Knoten entleeren oder eine Linie anhalten.</translation>
    </message>
    <message>
        <source>At once it %1, and %2. Nothing of %3 in %4 begins or resumes until the line is released.</source>
        <extracomment>%1 &quot;pauses 3 deployments&quot;, %2 &quot;420 nodes are told and confirm it&quot;, %3 module, %4 environment</extracomment>
        <translation>Sofort: es %1, und %2. Nichts von %3 in %4 beginnt oder geht weiter, bis die Linie freigegeben ist.</translation>
    </message>
    <message numerus="yes">
        <source>pauses %Ln deployment(s)</source>
        <translation>
            <numerusform>pausiert %Ln Deployment</numerusform>
            <numerusform>pausiert %Ln Deployments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) are told and confirm it</source>
        <translation>
            <numerusform>%Ln Knoten erfährt und bestätigt es</numerusform>
            <numerusform>%Ln Knoten erfahren und bestätigen es</numerusform>
        </translation>
    </message>
    <message>
        <source>The line of %1 in %2 is stopped</source>
        <translation>Die Linie von %1 in %2 ist angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln deployment(s) that the stop paused go on.</source>
        <translation>
            <numerusform>%Ln Deployment, das der Halt pausiert hat, geht weiter.</numerusform>
            <numerusform>%Ln Deployments, die der Halt pausiert hat, gehen weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The line of %1 in %2 is released</source>
        <translation>Die Linie von %1 in %2 ist freigegeben</translation>
    </message>
    <message>
        <source>%1 is being drained</source>
        <translation>%1 wird entleert</translation>
    </message>
    <message>
        <source>%1 is being put back</source>
        <translation>%1 wird zurückgegeben</translation>
    </message>
    <message>
        <source>Line stopped: %1 in %2</source>
        <extracomment>%1 module, %2 environment</extracomment>
        <translation>Linie angehalten: %1 in %2</translation>
    </message>
    <message>
        <source>Line was stopped: %1 in %2</source>
        <translation>Linie war angehalten: %1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln Knoten</numerusform>
            <numerusform>%Ln Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain %1 in %2</source>
        <extracomment>%1 a node or &quot;3 nodes&quot;, %2 environment</extracomment>
        <translation>%1 in %2 entleeren</translation>
    </message>
    <message>
        <source>Put back %1 in %2</source>
        <translation>%1 in %2 zurückgeben</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <extracomment>receipts of nodes: %1 of %2</extracomment>
        <translation>%1 von %2 bestätigt</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <extracomment>%1 &quot;412 of 420 confirmed&quot;, %2 number</extracomment>
        <translation>%1, %2 gescheitert</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 person, %2 time of day, %3 reason</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>OrdersPanel</name>
    <message>
        <source>Orders to the fleet</source>
        <translation>Aufträge an die Flotte</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>an order to the fleet: what, &quot;412 of 420 confirmed&quot;, who and when</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Release the line</source>
        <translation>Linie freigeben</translation>
    </message>
    <message>
        <source>Release the line?</source>
        <translation>Linie freigeben?</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>At worst</source>
        <translation>Schlimmstenfalls</translation>
    </message>
    <message>
        <source>Earliest stop</source>
        <translation>Frühester Stopp</translation>
    </message>
    <message>
        <source>There is no plan yet</source>
        <translation>Es gibt noch keinen Plan</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message numerus="yes">
        <source>Wave %1: %n node(s)</source>
        <extracomment>%1 number of the wave, %n its nodes</extracomment>
        <translation>
            <numerusform>Welle %1: %n Knoten</numerusform>
            <numerusform>Welle %1: %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>rounded from %1</source>
        <extracomment>%1 exact share before rounding</extracomment>
        <translation>gerundet aus %1</translation>
    </message>
    <message>
        <source>bakes %1</source>
        <extracomment>%1 duration</extracomment>
        <translation>Bake-Zeit %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s) may change</source>
        <translation>
            <numerusform>%1 von %n Knoten darf sich ändern</numerusform>
            <numerusform>%1 von %n Knoten dürfen sich ändern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n wave(s)</source>
        <translation>
            <numerusform>in %n Welle</numerusform>
            <numerusform>in %n Wellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 &quot;20 of 20 nodes may change&quot;, %2 &quot;in 6 waves&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>At least %1 of %n node(s) serve at any moment; the floor is %2</source>
        <extracomment>%1 lowest number of serving nodes, %2 floor, %n nodes of the environment</extracomment>
        <translation>
            <numerusform>Mindestens %1 von %n Knoten ist jederzeit in Betrieb; die Grenze ist %2</numerusform>
            <numerusform>Mindestens %1 von %n Knoten sind jederzeit in Betrieb; die Grenze ist %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) are skipped: %1</source>
        <extracomment>%1 node names</extracomment>
        <translation>
            <numerusform>%n Knoten wird ausgelassen: %1</numerusform>
            <numerusform>%n Knoten werden ausgelassen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>This module cannot be swapped without downtime: each node is out of service for a moment</source>
        <translation>Dieses Modul lässt sich nicht ohne Ausfallzeit wechseln: Jeder Knoten ist einen Moment außer Betrieb</translation>
    </message>
    <message>
        <source>The last wave leaves too few untouched nodes: it is compared with the waves before it</source>
        <translation>Die letzte Welle lässt zu wenige unberührte Knoten übrig: Sie wird mit den Wellen davor verglichen</translation>
    </message>
    <message>
        <source>Another deployment of this module runs here: this one waits behind %1</source>
        <extracomment>%1 id of the deployment in front</extracomment>
        <translation>Hier läuft ein anderes Deployment dieses Moduls: Dieses wartet hinter %1</translation>
    </message>
    <message>
        <source>Somebody else has to sign off before the first node changes</source>
        <translation>Jemand anderes muss freigeben, bevor sich der erste Knoten ändert</translation>
    </message>
    <message>
        <source>There is no release before this one: rolling back removes the module</source>
        <translation>Vor diesem gibt es kein Release: Zurückrollen entfernt das Modul</translation>
    </message>
</context>
<context>
    <name>PoliciesPage</name>
    <message>
        <source>Policies</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Not up to date</source>
        <translation>Nicht aktuell</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Past rollouts</source>
        <translation>Vergangene Rollouts</translation>
    </message>
    <message>
        <source>Try on past rollouts</source>
        <translation>An vergangenen Rollouts ausprobieren</translation>
    </message>
    <message>
        <source>Set policy…</source>
        <translation>Richtlinie setzen …</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>A policy for one module of %1</source>
        <translation>Eine Richtlinie für ein Modul von %1</translation>
    </message>
    <message>
        <source>For one module…</source>
        <translation>Für ein Modul …</translation>
    </message>
    <message>
        <source>Policies in force</source>
        <translation>Richtlinien in Kraft</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Into the text</source>
        <translation>In den Text</translation>
    </message>
    <message>
        <source>Versions of %1</source>
        <translation>Versionen von %1</translation>
    </message>
    <message>
        <source>None was set here yet.</source>
        <translation>Hier wurde noch keine gesetzt.</translation>
    </message>
    <message>
        <source>Set the policy of %1?</source>
        <extracomment>%1 &quot;Production&quot;, or &quot;checkout in Production&quot;</extracomment>
        <translation>Die Richtlinie von %1 setzen?</translation>
    </message>
    <message>
        <source>Set policy</source>
        <translation>Richtlinie setzen</translation>
    </message>
    <message>
        <source>Drop what you have written?</source>
        <translation>Verwerfen, was Sie geschrieben haben?</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>PolicyDesk</name>
    <message>
        <source>The policy of %1, begun from %2.</source>
        <extracomment>%1 &quot;Production&quot; or &quot;checkout in Production&quot;, %2 &quot;version 4&quot; or &quot;the default&quot;</extracomment>
        <translation>Die Richtlinie von %1, begonnen mit %2.</translation>
    </message>
    <message>
        <source>The policy is in force as version %1</source>
        <extracomment>%1 a number</extracomment>
        <translation>Die Richtlinie ist als Version %1 in Kraft</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a module, %2 an environment</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>der Vorgabe</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>every environment goes by its default</source>
        <translation>jede Umgebung richtet sich nach ihrer Vorgabe</translation>
    </message>
    <message numerus="yes">
        <source>%Ln policies were set</source>
        <translation>
            <numerusform>%Ln Richtlinie wurde gesetzt</numerusform>
            <numerusform>%Ln Richtlinien wurden gesetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>the default, nothing was set yet</source>
        <extracomment>%1 &quot;version 4&quot; or &quot;the default&quot;</extracomment>
        <translation>die Vorgabe, noch nichts wurde gesetzt</translation>
    </message>
    <message>
        <source>none of its own; goes by %1 of the environment</source>
        <translation>keine eigene; richtet sich nach %1 der Umgebung</translation>
    </message>
    <message>
        <source>%1, set by %2 on %3: %4</source>
        <extracomment>%1 &quot;version 4&quot;, %2 a person, %3 date and time, %4 why</extracomment>
        <translation>%1, gesetzt von %2 am %3: %4</translation>
    </message>
    <message>
        <source>%1 has set %2 since you began. Start over to see it; your text is dropped then.</source>
        <extracomment>%1 a person, %2 &quot;version 4&quot;</extracomment>
        <translation>%1 hat %2 gesetzt, seit Sie begonnen haben. Beginnen Sie neu, um sie zu sehen; Ihr Text wird dann verworfen.</translation>
    </message>
    <message>
        <source>The policy is being read.</source>
        <translation>Die Richtlinie wird gelesen.</translation>
    </message>
    <message>
        <source>The text is being checked.</source>
        <translation>Der Text wird geprüft.</translation>
    </message>
    <message>
        <source>Correct what is listed below the text.</source>
        <translation>Berichtigen Sie, was unter dem Text steht.</translation>
    </message>
    <message>
        <source>A trial is running.</source>
        <translation>Ein Versuch läuft.</translation>
    </message>
    <message>
        <source>Only an administrator may set policies.</source>
        <translation>Nur eine Administratorin oder ein Administrator darf Richtlinien setzen.</translation>
    </message>
    <message>
        <source>The policy is being set.</source>
        <translation>Die Richtlinie wird gesetzt.</translation>
    </message>
    <message>
        <source>It says what is in force already.</source>
        <translation>Sie sagt, was schon in Kraft ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) change.</source>
        <translation>
            <numerusform>%Ln Zeile ändert sich.</numerusform>
            <numerusform>%Ln Zeilen ändern sich.</numerusform>
        </translation>
    </message>
    <message>
        <source>New deployments of %1 go by it from now on; running ones keep theirs. %2</source>
        <extracomment>%1 &quot;Production&quot; or &quot;checkout in Production&quot;, %2 &quot;3 lines change.&quot;</extracomment>
        <translation>Neue Deployments von %1 richten sich von nun an danach; laufende behalten ihre. %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) that you changed are lost.</source>
        <translation>
            <numerusform>%Ln von Ihnen geänderte Zeile geht verloren.</numerusform>
            <numerusform>%Ln von Ihnen geänderte Zeilen gehen verloren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>Gesetzt von</translation>
    </message>
    <message>
        <source>default</source>
        <comment>policy</comment>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>not set</source>
        <comment>policy</comment>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>every</source>
        <translation>jedes</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>PolicyEditor</name>
    <message>
        <source>Being checked…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>This is no policy file yet</source>
        <translation>Das ist noch keine Richtliniendatei</translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s) are not right</source>
        <translation>
            <numerusform>%Ln Feld ist nicht richtig</numerusform>
            <numerusform>%Ln Felder sind nicht richtig</numerusform>
        </translation>
    </message>
    <message>
        <source>As in %1</source>
        <extracomment>%1 &quot;version 4&quot;, &quot;the default&quot;</extracomment>
        <translation>Wie in %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) differ from %1</source>
        <translation>
            <numerusform>%Ln Zeile weicht von %1 ab</numerusform>
            <numerusform>%Ln Zeilen weichen von %1 ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>What would be right</source>
        <translation>Was richtig wäre</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
</context>
<context>
    <name>PolicyTrial</name>
    <message>
        <source>No rollout here has ended and been judged yet.</source>
        <translation>Hier ist noch kein Rollout beendet und beurteilt.</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>With this policy</source>
        <translation>Mit dieser Richtlinie</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Deployments</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>%1 – Ctrl+Shift+I acts as the next person</source>
        <translation>%1 – Strg+Umschalt+I handelt als nächste Person</translation>
    </message>
    <message>
        <source>Acting as %1, %2</source>
        <translation>Handelt als %1, %2</translation>
    </message>
    <message>
        <source>Coordination</source>
        <translation>Koordination</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Richtlinien</translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 the name of a page, %2 keys</extracomment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>the error rate</source>
        <translation>die Fehlerrate</translation>
    </message>
    <message>
        <source>the mean latency</source>
        <translation>die mittlere Latenz</translation>
    </message>
    <message>
        <source>the 99th percentile of the latency</source>
        <translation>das 99. Perzentil der Latenz</translation>
    </message>
    <message>
        <source>the CPU load</source>
        <translation>die CPU-Last</translation>
    </message>
    <message>
        <source>the memory use</source>
        <translation>die Speichernutzung</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>nichts gemessen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message numerus="yes">
        <source>every node of the plan runs %1 and stayed healthy (%n node(s))</source>
        <translation>
            <numerusform>jeder Knoten des Plans führt %1 aus und blieb gesund (%n Knoten)</numerusform>
            <numerusform>jeder Knoten des Plans führt %1 aus und blieb gesund (%n Knoten)</numerusform>
        </translation>
    </message>
    <message>
        <source>the metrics were worse than allowed</source>
        <translation>die Messwerte waren schlechter als erlaubt</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) failed</source>
        <translation>
            <numerusform>%n Knoten ist ausgefallen</numerusform>
            <numerusform>%n Knoten sind ausgefallen</numerusform>
        </translation>
    </message>
    <message>
        <source>a node failed</source>
        <translation>ein Knoten ist ausgefallen</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) failed, more than the policy allows</source>
        <translation>
            <numerusform>%n Knoten ist ausgefallen, mehr als die Richtlinie erlaubt</numerusform>
            <numerusform>%n Knoten sind ausgefallen, mehr als die Richtlinie erlaubt</numerusform>
        </translation>
    </message>
    <message>
        <source>no node became healthy in time</source>
        <translation>kein Knoten wurde rechtzeitig gesund</translation>
    </message>
    <message>
        <source>the validation at the end failed</source>
        <translation>die abschließende Prüfung schlug fehl</translation>
    </message>
    <message>
        <source>the new slot failed its smoke checks and nothing was switched</source>
        <translation>der neue Slot bestand die Smoke-Checks nicht, nichts wurde umgeschaltet</translation>
    </message>
    <message>
        <source>a check failed</source>
        <translation>eine Prüfung schlug fehl</translation>
    </message>
    <message>
        <source>it was aborted on request</source>
        <translation>es wurde auf Wunsch abgebrochen</translation>
    </message>
    <message>
        <source>a rollback was asked for</source>
        <translation>ein Zurückrollen wurde verlangt</translation>
    </message>
    <message>
        <source>sign-off was refused</source>
        <translation>die Freigabe wurde verweigert</translation>
    </message>
    <message>
        <source>nobody signed off in time</source>
        <translation>niemand gab rechtzeitig frei</translation>
    </message>
    <message>
        <source>a newer deployment replaced it</source>
        <translation>ein neueres Deployment ersetzte es</translation>
    </message>
    <message>
        <source>the plan could never keep enough nodes serving</source>
        <translation>der Plan könnte nie genug Knoten in Betrieb halten</translation>
    </message>
    <message>
        <source>an administrator accepted it as it is</source>
        <translation>die Administration hat es angenommen, wie es ist</translation>
    </message>
    <message>
        <source>somebody paused it</source>
        <translation>jemand hat es angehalten</translation>
    </message>
    <message>
        <source>the metrics do not decide</source>
        <translation>die Messwerte entscheiden nicht</translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation>nichts wurde gemessen</translation>
    </message>
    <message>
        <source>the metric source does not answer</source>
        <translation>die Messquelle antwortet nicht</translation>
    </message>
    <message>
        <source>the next step would cross the availability floor</source>
        <translation>der nächste Schritt würde die Verfügbarkeitsgrenze unterschreiten</translation>
    </message>
    <message>
        <source>a freeze window is open</source>
        <translation>ein Sperrfenster ist offen</translation>
    </message>
    <message>
        <source>a stage failed</source>
        <translation>eine Stufe schlug fehl</translation>
    </message>
    <message>
        <source>the store may have lost its last changes</source>
        <translation>der Speicher hat vielleicht seine letzten Änderungen verloren</translation>
    </message>
    <message>
        <source>Paused: %1.</source>
        <extracomment>%1 one or more reasons</extracomment>
        <translation>Angehalten: %1.</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>in der Warteschlange</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>waiting for approval</source>
        <translation>wartet auf Freigabe</translation>
    </message>
    <message>
        <source>rolling back</source>
        <translation>rollt zurück</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>erfolgreich</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgerollt</translation>
    </message>
    <message>
        <source>needs intervention</source>
        <translation>braucht Eingreifen</translation>
    </message>
    <message>
        <source>%1 was %2 against %3 (at most %4 allowed)</source>
        <extracomment>%1 &quot;the error rate&quot;, %2 value on the new release, %3 value to compare with, %4 highest value allowed</extracomment>
        <translation>%1 lag bei %2 gegen %3 (höchstens %4 erlaubt)</translation>
    </message>
    <message>
        <source>%1, %2 errors in %3 requests</source>
        <extracomment>%1 the sentence so far, %2 and %3 numbers</extracomment>
        <translation>%1, %2 Fehler in %3 Anfragen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 reason, %2 technical detail</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 in wave %2 of %3: %4.</source>
        <extracomment>%1 &quot;Rolled back&quot;, %2 and %3 wave numbers, %4 reason</extracomment>
        <translation>%1 in Welle %2 von %3: %4.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <extracomment>%1 &quot;Rolled back&quot;, %2 reason</extracomment>
        <translation>%1: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 needs %n more sample(s)</source>
        <extracomment>%1 &quot;the error rate&quot;, %n samples that are missing</extracomment>
        <translation>
            <numerusform>%1 braucht noch %n Messwert</numerusform>
            <numerusform>%1 braucht noch %n Messwerte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>%1 &quot;the metrics do not decide&quot;, %2 the numbers they are about</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>the metric %1</source>
        <extracomment>%1 name of a metric that the policy adds</extracomment>
        <translation>die Metrik %1</translation>
    </message>
</context>
<context>
    <name>RunningCard</name>
    <message>
        <source>%1, %2, %3, %4 %5</source>
        <extracomment>%1 release, %2 environment, %3 state, %4 progress, %5 why it waits</extracomment>
        <translation>%1, %2, %3, %4 %5</translation>
    </message>
    <message>
        <source>%1 · %2 · by %3</source>
        <extracomment>%1 environment, %2 strategy, %3 user</extracomment>
        <translation>%1 · %2 · von %3</translation>
    </message>
</context>
<context>
    <name>ServiceClient</name>
    <message>
        <source>The store cannot be reached: nothing can be changed until it is back.</source>
        <translation>Ohne den Speicher lässt sich nichts ändern.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Act as</source>
        <translation>Handeln als</translation>
    </message>
    <message>
        <source>The lab has three people with a key each, so that one person can see four-eyes work.</source>
        <translation>Das Labor hat drei Personen mit je einem Schlüssel, damit man das Vier-Augen-Prinzip allein erleben kann.</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Voting key</source>
        <translation>Abstimmungsschlüssel</translation>
    </message>
    <message>
        <source>Votes are signed with this key.</source>
        <translation>Mit diesem Schlüssel werden Stimmen signiert.</translation>
    </message>
    <message>
        <source>This identity has no key and cannot vote.</source>
        <translation>Diese Identität hat keinen Schlüssel und kann nicht abstimmen.</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Sprache und Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Changes at once, everywhere.</source>
        <translation>Ändert sich sofort, überall.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>In proportion to the system&apos;s text size.</source>
        <translation>Im Verhältnis zur Schriftgröße des Systems.</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>%1 is a number</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>The lab runs inside this console; everything in it ends with it.</source>
        <translation>Das Labor läuft in dieser Konsole; alles darin endet mit ihr.</translation>
    </message>
    <message>
        <source>Leaders</source>
        <translation>Führende</translation>
    </message>
    <message>
        <source>Kept for reading offline</source>
        <translation>Zum Lesen ohne Verbindung aufgehoben</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Removes what this desktop keeps of every database.</source>
        <translation>Entfernt, was dieser Rechner von allen Datenbanken aufhebt.</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Go to a page, deployment, node or action</source>
        <translation>Zu Seite, Deployment, Knoten oder Aktion gehen</translation>
    </message>
    <message>
        <source>Pages of the rail</source>
        <translation>Seiten der Leiste</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Into the page</source>
        <translation>In die Seite</translation>
    </message>
    <message>
        <source>Next control; with Shift the one before</source>
        <translation>Nächstes Element; mit Umschalt das vorige</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>Neues Deployment</translation>
    </message>
    <message>
        <source>What waits for a person</source>
        <translation>Was auf einen Menschen wartet</translation>
    </message>
    <message>
        <source>Take back what waits to be sent</source>
        <translation>Zurücknehmen, was auf das Senden wartet</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Diese Seite filtern</translation>
    </message>
    <message>
        <source>Grid or table of the fleet</source>
        <translation>Raster oder Tabelle der Flotte</translation>
    </message>
    <message>
        <source>Move within a grid, table or chart</source>
        <translation>Innerhalb von Raster, Tabelle oder Diagramm bewegen</translation>
    </message>
    <message>
        <source>Open or do</source>
        <translation>Öffnen oder ausführen</translation>
    </message>
    <message>
        <source>Close or clear</source>
        <translation>Schließen oder leeren</translation>
    </message>
    <message>
        <source>Held with a verb: skips the undo grace</source>
        <translation>Gehalten bei einer Aktion: ohne Bedenkzeit</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>Dunkel oder hell</translation>
    </message>
    <message>
        <source>Next language</source>
        <translation>Nächste Sprache</translation>
    </message>
    <message>
        <source>Act as the next person</source>
        <translation>Als nächste Person handeln</translation>
    </message>
    <message>
        <source>Text larger or smaller</source>
        <translation>Schrift größer oder kleiner</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Zoom a chart; Space pauses it</source>
        <translation>Ein Diagramm zoomen; Leertaste hält es an</translation>
    </message>
    <message>
        <source>Move a chart’s view; Home ends it</source>
        <translation>Den Ausschnitt eines Diagramms bewegen; Pos1 beendet es</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>%1 passed in %2</source>
        <extracomment>%1 name of a check, %2 how long it took</extracomment>
        <translation>%1 in %2 bestanden</translation>
    </message>
    <message>
        <source>%1 failed in %2</source>
        <translation>%1 nach %2 fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Tenant %1</source>
        <extracomment>%1 is the name of a tenant</extracomment>
        <translation>Mandant %1</translation>
    </message>
    <message>
        <source>An engine stopped itself: %1</source>
        <translation>Eine Steuerung hat sich angehalten: %1</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Stop a line</source>
        <translation>Eine Linie anhalten</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Reason (required)</source>
        <translation>Begründung (nötig)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <translation>Linie anhalten</translation>
    </message>
</context>
<context>
    <name>SummaryText</name>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 module name, %2 version</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <extracomment>%1 module name, %2 version before, %3 version after</extracomment>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>Wave %1 of %2</source>
        <extracomment>%1 number of the present wave, %2 number of waves</extracomment>
        <translation>Welle %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) taken back</source>
        <translation>
            <numerusform>%n Knoten zurückgenommen</numerusform>
            <numerusform>%n Knoten zurückgenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s)</source>
        <extracomment>%1 nodes that are healthy on the release, %n nodes in all</extracomment>
        <translation>
            <numerusform>%1 von %n Knoten</numerusform>
            <numerusform>%1 von %n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for sign-off</source>
        <translation>Wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Paused by an operator</source>
        <translation>Von einer Bedienperson angehalten</translation>
    </message>
    <message>
        <source>The metrics do not decide: promote, bake again or abort</source>
        <translation>Die Messwerte entscheiden nicht: weiterschalten, erneut beobachten oder abbrechen</translation>
    </message>
    <message>
        <source>Nothing was measured: promote, bake again or abort</source>
        <translation>Nichts wurde gemessen: weiterschalten, erneut beobachten oder abbrechen</translation>
    </message>
    <message>
        <source>The metric source does not answer; goes on by itself when it does</source>
        <translation>Die Messquelle antwortet nicht; geht von selbst weiter, sobald sie es tut</translation>
    </message>
    <message>
        <source>The next step would cross the availability floor; goes on by itself</source>
        <translation>Der nächste Schritt würde die Verfügbarkeitsgrenze unterschreiten; geht von selbst weiter</translation>
    </message>
    <message>
        <source>A freeze window is open; goes on when it ends</source>
        <translation>Ein Sperrfenster ist offen; geht weiter, wenn es endet</translation>
    </message>
    <message>
        <source>No node became healthy in time</source>
        <translation>Kein Knoten wurde rechtzeitig gesund</translation>
    </message>
    <message>
        <source>A stage failed and may be retried</source>
        <translation>Eine Stufe schlug fehl und kann wiederholt werden</translation>
    </message>
    <message>
        <source>The store may have lost its last changes; an administrator confirms</source>
        <translation>Der Speicher hat vielleicht seine letzten Änderungen verloren; die Administration bestätigt</translation>
    </message>
    <message>
        <source>Every node runs the release</source>
        <translation>Jeder Knoten führt das Release aus</translation>
    </message>
    <message>
        <source>The metrics were worse than allowed</source>
        <translation>Die Messwerte waren schlechter als erlaubt</translation>
    </message>
    <message>
        <source>A node failed</source>
        <translation>Ein Knoten ist ausgefallen</translation>
    </message>
    <message>
        <source>Too many nodes failed</source>
        <translation>Zu viele Knoten sind ausgefallen</translation>
    </message>
    <message>
        <source>The check at the end failed</source>
        <translation>Die abschließende Prüfung schlug fehl</translation>
    </message>
    <message>
        <source>The new slot failed its smoke check; nothing was switched</source>
        <translation>Der neue Slot bestand den Smoke-Check nicht; nichts wurde umgeschaltet</translation>
    </message>
    <message>
        <source>A check failed</source>
        <translation>Eine Prüfung schlug fehl</translation>
    </message>
    <message>
        <source>Aborted on request</source>
        <translation>Auf Wunsch abgebrochen</translation>
    </message>
    <message>
        <source>Rolled back on request</source>
        <translation>Auf Wunsch zurückgerollt</translation>
    </message>
    <message>
        <source>Sign-off was refused</source>
        <translation>Die Freigabe wurde verweigert</translation>
    </message>
    <message>
        <source>Nobody signed off in time</source>
        <translation>Niemand gab rechtzeitig frei</translation>
    </message>
    <message>
        <source>Replaced by a newer deployment</source>
        <translation>Durch ein neueres Deployment ersetzt</translation>
    </message>
    <message>
        <source>The availability floor leaves no room for it</source>
        <translation>Die Verfügbarkeitsgrenze lässt keinen Raum dafür</translation>
    </message>
    <message>
        <source>Accepted as it is by an administrator</source>
        <translation>Von der Administration angenommen, wie es ist</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Go to a page, deployment, node or action</source>
        <translation>Zu Seite, Deployment, Knoten oder Aktion gehen</translation>
    </message>
    <message>
        <source>Next language</source>
        <translation>Nächste Sprache</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Farbschema</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Farbschema</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>Past rollouts</source>
        <translation>Vergangene Rollouts</translation>
    </message>
    <message>
        <source>what this text would have made of the last ones here</source>
        <translation>was dieser Text aus den letzten hier gemacht hätte</translation>
    </message>
    <message>
        <source>Open the deployment</source>
        <translation>Deployment öffnen</translation>
    </message>
    <message>
        <source>How many of the last rollouts</source>
        <translation>Wie viele der letzten Rollouts</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>Wird ausprobiert …</translation>
    </message>
    <message>
        <source>Nothing has been tried yet.</source>
        <translation>Noch nichts wurde ausprobiert.</translation>
    </message>
    <message>
        <source>The text has changed since this was tried.</source>
        <translation>Der Text hat sich geändert, seit das ausprobiert wurde.</translation>
    </message>
    <message>
        <source>last %1</source>
        <extracomment>%1 a number of rollouts</extracomment>
        <translation>letzte %1</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message numerus="yes">
        <source>%1 in %n s</source>
        <extracomment>%1 is what will be done, %n the seconds left</extracomment>
        <translation>
            <numerusform>%1 in %n s</numerusform>
            <numerusform>%1 in %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back</source>
        <translation>Strg+Z nimmt es zurück</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Jetzt senden</translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message>
        <source>What can be done</source>
        <translation>Was getan werden kann</translation>
    </message>
    <message>
        <source>Choose a node in a wave first</source>
        <translation>Wählen Sie zuerst einen Knoten in einer Welle</translation>
    </message>
</context>
<context>
    <name>VerbButton</name>
    <message>
        <source>%1 (not possible now)</source>
        <extracomment>name of a verb that is not possible now</extracomment>
        <translation>%1 (jetzt nicht möglich)</translation>
    </message>
</context>
<context>
    <name>VerbList</name>
    <message>
        <source>Not possible while the deployment is: %1</source>
        <extracomment>%1 state of the deployment</extracomment>
        <translation>Nicht möglich, solange das Deployment in diesem Zustand ist: %1</translation>
    </message>
</context>
<context>
    <name>VerdictText</name>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>nicht entschieden</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>nichts gemessen</translation>
    </message>
    <message>
        <source>threshold judge</source>
        <translation>Schwellenrichter</translation>
    </message>
    <message>
        <source>sequential judge</source>
        <translation>sequenzieller Richter</translation>
    </message>
    <message>
        <source>rank judge</source>
        <translation>Rangrichter</translation>
    </message>
    <message>
        <source>the new release</source>
        <translation>dem neuen Release</translation>
    </message>
    <message numerus="yes">
        <source>%n canary node(s)</source>
        <translation>
            <numerusform>%n Canary-Knoten</numerusform>
            <numerusform>%n Canary-Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>the untouched nodes</source>
        <translation>den unberührten Knoten</translation>
    </message>
    <message numerus="yes">
        <source>%n untouched node(s)</source>
        <translation>
            <numerusform>%n unberührten Knoten</numerusform>
            <numerusform>%n unberührten Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>the untouched nodes of an earlier wave</source>
        <translation>den unberührten Knoten einer früheren Welle</translation>
    </message>
    <message>
        <source>the same nodes before the rollout</source>
        <translation>denselben Knoten vor dem Rollout</translation>
    </message>
    <message>
        <source>%1 times as often</source>
        <extracomment>%1 a number, possibly with decimals</extracomment>
        <translation>%1-mal so oft</translation>
    </message>
    <message>
        <source>%1 times as much</source>
        <translation>%1-mal so viel</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s) failed on %2 (%3 %)</source>
        <extracomment>%n requests, %1 how many failed, %2 &quot;2 canary nodes&quot;, %3 percent</extracomment>
        <translation>
            <numerusform>%1 von %Ln Anfrage schlug auf %2 fehl (%3 %)</numerusform>
            <numerusform>%1 von %Ln Anfragen schlugen auf %2 fehl (%3 %)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of %3 on %4 (%5 %)</source>
        <extracomment>%1 the sentence so far, %2 how many failed, %3 of how many, %4 &quot;18 untouched nodes&quot;, %5 percent</extracomment>
        <translation>%1, %2 von %3 auf %4 (%5 %)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 the sentence so far, %2 &quot;36 times as often&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 was %2 on %3</source>
        <extracomment>%1 &quot;the mean latency&quot;, %2 a value, %3 &quot;2 canary nodes&quot;</extracomment>
        <translation>%1 war %2 auf %3</translation>
    </message>
    <message>
        <source>%1 against %2 on %3</source>
        <extracomment>%1 the sentence so far, %2 a value, %3 &quot;18 untouched nodes&quot;</extracomment>
        <translation>%1 gegen %2 auf %3</translation>
    </message>
    <message>
        <source>%1, at most %2 allowed</source>
        <extracomment>%1 the sentence so far, %2 highest value allowed</extracomment>
        <translation>%1, höchstens %2 erlaubt</translation>
    </message>
    <message>
        <source>no measurement of %1 on %2</source>
        <translation>keine Messung: %1 auf %2</translation>
    </message>
    <message>
        <source>evidence %1 % of what a failure needs</source>
        <extracomment>%1 percent</extracomment>
        <translation>Belege: %1 % dessen, was ein Fehlurteil braucht</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>etwa %1 h</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s)</source>
        <translation>
            <numerusform>noch %Ln Anfrage</numerusform>
            <numerusform>noch %Ln Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;2,140 more requests&quot;, %2 &quot;about 6 min&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more sample(s)</source>
        <translation>
            <numerusform>noch %Ln Messung</numerusform>
            <numerusform>noch %Ln Messungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 the least and the greatest difference</extracomment>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>the untouched nodes are calm</source>
        <translation>die unberührten Knoten sind ruhig</translation>
    </message>
    <message>
        <source>the untouched nodes vary more than chance does, so %1 times the evidence is asked for</source>
        <extracomment>%1 a number above 1</extracomment>
        <translation>die unberührten Knoten schwanken stärker als der Zufall, darum wird %1-mal so viel an Belegen verlangt</translation>
    </message>
    <message>
        <source>the untouched nodes are too restless to judge by now</source>
        <translation>die unberührten Knoten sind jetzt zu unruhig, um danach zu urteilen</translation>
    </message>
    <message>
        <source>compared with untouched nodes at the same time</source>
        <translation>verglichen mit unberührten Knoten zur selben Zeit</translation>
    </message>
    <message>
        <source>compared with an earlier wave, which is a weak baseline</source>
        <translation>verglichen mit einer früheren Welle, einem schwachen Vergleich</translation>
    </message>
    <message>
        <source>compared with the same nodes before the rollout, which is a weak baseline</source>
        <translation>verglichen mit denselben Knoten vor dem Rollout, einem schwachen Vergleich</translation>
    </message>
    <message>
        <source>nothing to compare with</source>
        <translation>nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>false-alarm rate %1 % per rollout</source>
        <extracomment>%1 percent</extracomment>
        <translation>Fehlalarmrate %1 % je Rollout</translation>
    </message>
    <message>
        <source>%1.</source>
        <extracomment>%1 &quot;Stopped&quot;, %2 the reasons</extracomment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1, to decide</source>
        <extracomment>%1 &quot;2,140 more requests, about 6 min&quot;</extracomment>
        <translation>%1, um zu entscheiden</translation>
    </message>
</context>
<context>
    <name>VoteList</name>
    <message>
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
</context>
<context>
    <name>VotesPanel</name>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nobody has voted yet</source>
        <translation>Noch hat niemand abgestimmt</translation>
    </message>
</context>
<context>
    <name>WarningsList</name>
    <message>
        <source>What to put right</source>
        <translation>Was zu berichtigen ist</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>what is wrong, then what to do</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>WaveCells</name>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 node name, %2 where it stands</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 &quot;prod-03, failed&quot;, %2 technical detail</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>WaveList</name>
    <message numerus="yes">
        <source>Wave %1 · %n node(s)</source>
        <extracomment>%1 number of the wave, %n its nodes</extracomment>
        <translation>
            <numerusform>Welle %1 · %n Knoten</numerusform>
            <numerusform>Welle %1 · %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 time baked, %2 length of the bake</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>WavesPanel</name>
    <message>
        <source>Waves</source>
        <translation>Wellen</translation>
    </message>
    <message>
        <source>Bake</source>
        <translation>Bake-Zeit</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 &quot;Wave 2, 4 nodes&quot;, %2 the node that the keyboard is on</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <extracomment>%1 node name</extracomment>
        <translation>Gewählt: %1</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Rolls releases out to fleets in waves, judges each wave by its metrics, and takes back what is bad.</source>
        <translation>Rollt Releases in Wellen auf Flotten aus, beurteilt jede Welle nach ihren Messwerten und nimmt Schlechtes zurück.</translation>
    </message>
    <message>
        <source>Try the lab</source>
        <translation>Das Labor ausprobieren</translation>
    </message>
    <message>
        <source>Three real nodes on this machine and a simulated fleet, nothing to set up. Everything in it ends with it.</source>
        <translation>Drei echte Knoten auf diesem Rechner und eine simulierte Flotte, ohne Einrichtung. Alles darin endet mit ihm.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Open the lab</source>
        <translation>Labor öffnen</translation>
    </message>
    <message>
        <source>hotswap-agent is not beside this program; install it.</source>
        <translation>hotswap-agent liegt nicht neben diesem Programm; installieren Sie es.</translation>
    </message>
    <message>
        <source>The demo packages are missing; install them.</source>
        <translation>Die Demo-Pakete fehlen; installieren Sie sie.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Queued</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Rolling back</source>
        <translation>Rollt zurück</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgerollt</translation>
    </message>
    <message>
        <source>Needs intervention</source>
        <translation>Braucht Eingreifen</translation>
    </message>
    <message>
        <source>Enrolling</source>
        <translation>Wird aufgenommen</translation>
    </message>
    <message>
        <source>Healthy</source>
        <comment>node</comment>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>Verdächtig</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Beeinträchtigt</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Wird geleert</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>Geleert</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>Außer Dienst</translation>
    </message>
    <message>
        <source>Pass</source>
        <comment>verdict</comment>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Fail</source>
        <comment>verdict</comment>
        <translation>Nicht bestanden</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Unentschieden</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Keine Daten</translation>
    </message>
    <message>
        <source>Build</source>
        <comment>stage</comment>
        <translation>Build</translation>
    </message>
    <message>
        <source>Test</source>
        <comment>stage</comment>
        <translation>Test</translation>
    </message>
    <message>
        <source>Security scan</source>
        <comment>stage</comment>
        <translation>Sicherheitsprüfung</translation>
    </message>
    <message>
        <source>Approval</source>
        <comment>stage</comment>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Deploy</source>
        <comment>stage</comment>
        <translation>Ausrollen</translation>
    </message>
    <message>
        <source>Validate</source>
        <comment>stage</comment>
        <translation>Abschlussprüfung</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Awaiting decision</source>
        <translation>Wartet auf Entscheidung</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Void</source>
        <comment>approval</comment>
        <translation>Hinfällig</translation>
    </message>
    <message>
        <source>Changing</source>
        <comment>node step</comment>
        <translation>Wird geändert</translation>
    </message>
    <message>
        <source>Settling</source>
        <comment>node step</comment>
        <translation>Bewährt sich</translation>
    </message>
    <message>
        <source>Unknown</source>
        <comment>node step</comment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Going back</source>
        <comment>node step</comment>
        <translation>Geht zurück</translation>
    </message>
    <message>
        <source>Taken back</source>
        <comment>node step</comment>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Stuck</source>
        <comment>node step</comment>
        <translation>Steckt fest</translation>
    </message>
    <message>
        <source>Baking</source>
        <comment>wave</comment>
        <translation>In Bake-Zeit</translation>
    </message>
    <message>
        <source>Passed</source>
        <comment>wave</comment>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Direct</source>
        <comment>strategy</comment>
        <translation>Direkt</translation>
    </message>
    <message>
        <source>Rolling</source>
        <comment>strategy</comment>
        <translation>Rollierend</translation>
    </message>
    <message>
        <source>Blue-green</source>
        <comment>strategy</comment>
        <translation>Blau-Grün</translation>
    </message>
    <message>
        <source>Canary</source>
        <comment>strategy</comment>
        <translation>Canary</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>Fehlerrate</translation>
    </message>
    <message>
        <source>Mean latency</source>
        <translation>Mittlere Latenz</translation>
    </message>
    <message>
        <source>p99 latency</source>
        <translation>p99-Latenz</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Pause</source>
        <comment>verb</comment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <comment>verb</comment>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Promote</source>
        <comment>verb</comment>
        <translation>Weiterschalten</translation>
    </message>
    <message>
        <source>Promote fully</source>
        <comment>verb</comment>
        <translation>Ganz weiterschalten</translation>
    </message>
    <message>
        <source>Skip node</source>
        <comment>verb</comment>
        <translation>Knoten auslassen</translation>
    </message>
    <message>
        <source>Abort</source>
        <comment>verb</comment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <comment>verb</comment>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Roll back</source>
        <comment>verb</comment>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <source>Accept as it is</source>
        <comment>verb</comment>
        <translation>Annehmen, wie es ist</translation>
    </message>
    <message>
        <source>Viewer</source>
        <comment>role</comment>
        <translation>Betrachten</translation>
    </message>
    <message>
        <source>Deployer</source>
        <comment>role</comment>
        <translation>Ausrollen</translation>
    </message>
    <message>
        <source>Approver</source>
        <comment>role</comment>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Administrator</source>
        <comment>role</comment>
        <translation>Administration</translation>
    </message>
    <message>
        <source>untouched nodes, same time</source>
        <translation>unberührten Knoten zur selben Zeit</translation>
    </message>
    <message>
        <source>last wave with untouched nodes (weak)</source>
        <translation>letzter Welle mit unberührten Knoten (schwach)</translation>
    </message>
    <message>
        <source>the same nodes before the rollout (weak)</source>
        <translation>denselben Knoten vor dem Rollout (schwach)</translation>
    </message>
    <message>
        <source>no baseline</source>
        <translation>kein Vergleich</translation>
    </message>
    <message>
        <source>Development</source>
        <comment>environment</comment>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>QA</source>
        <comment>environment</comment>
        <translation>QA</translation>
    </message>
    <message>
        <source>Staging</source>
        <comment>environment</comment>
        <translation>Staging</translation>
    </message>
    <message>
        <source>Production</source>
        <comment>environment</comment>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Deployment submitted</source>
        <translation>Deployment eingereicht</translation>
    </message>
    <message>
        <source>Deployment started</source>
        <translation>Deployment gestartet</translation>
    </message>
    <message>
        <source>Deployment ended</source>
        <translation>Deployment beendet</translation>
    </message>
    <message>
        <source>Paused by a person</source>
        <translation>Von einem Menschen angehalten</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Fortgesetzt</translation>
    </message>
    <message>
        <source>Promoted</source>
        <translation>Weitergeschaltet</translation>
    </message>
    <message>
        <source>Promoted fully</source>
        <translation>Ganz weitergeschaltet</translation>
    </message>
    <message>
        <source>Node skipped</source>
        <translation>Knoten ausgelassen</translation>
    </message>
    <message>
        <source>Abort requested</source>
        <translation>Abbruch verlangt</translation>
    </message>
    <message>
        <source>Retry of failed nodes</source>
        <translation>Wiederholung fehlgeschlagener Knoten</translation>
    </message>
    <message>
        <source>Rollback requested</source>
        <translation>Zurückrollen verlangt</translation>
    </message>
    <message>
        <source>Accepted as it is</source>
        <translation>Angenommen, wie es ist</translation>
    </message>
    <message>
        <source>Approval requested</source>
        <translation>Freigabe angefragt</translation>
    </message>
    <message>
        <source>Vote cast</source>
        <translation>Stimme abgegeben</translation>
    </message>
    <message>
        <source>Approval decided</source>
        <translation>Freigabe entschieden</translation>
    </message>
    <message>
        <source>Approval expired</source>
        <translation>Freigabe abgelaufen</translation>
    </message>
    <message>
        <source>Lead taken</source>
        <translation>Führung übernommen</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Orchestrator</source>
        <translation>Orchestrator</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Kommandozeile</translation>
    </message>
    <message>
        <source>Hand-over requested</source>
        <translation>Abgabe verlangt</translation>
    </message>
    <message>
        <source>Token for nodes made</source>
        <translation>Token für Knoten erzeugt</translation>
    </message>
    <message>
        <source>Node revoked</source>
        <translation>Knoten ausgeschlossen</translation>
    </message>
    <message>
        <source>Rollback started</source>
        <translation>Rollback begonnen</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>Braucht einen Menschen</translation>
    </message>
    <message>
        <source>Paused by the rollout</source>
        <translation>Vom Rollout angehalten</translation>
    </message>
    <message>
        <source>Pause ended</source>
        <translation>Pause beendet</translation>
    </message>
    <message>
        <source>Wave started</source>
        <translation>Welle begonnen</translation>
    </message>
    <message>
        <source>Wave passed</source>
        <translation>Welle bestanden</translation>
    </message>
    <message>
        <source>Bake started</source>
        <translation>Bake-Zeit begonnen</translation>
    </message>
    <message>
        <source>Wave judged</source>
        <translation>Welle beurteilt</translation>
    </message>
    <message>
        <source>Stage changed</source>
        <translation>Stufe geändert</translation>
    </message>
    <message>
        <source>Check finished</source>
        <translation>Prüfung beendet</translation>
    </message>
    <message>
        <source>Node told to change</source>
        <translation>Knoten zum Wechsel aufgefordert</translation>
    </message>
    <message>
        <source>Node answered</source>
        <translation>Knoten hat geantwortet</translation>
    </message>
    <message>
        <source>Node stayed healthy</source>
        <translation>Knoten blieb gesund</translation>
    </message>
    <message>
        <source>Node failed</source>
        <translation>Knoten fehlgeschlagen</translation>
    </message>
    <message>
        <source>Node stuck</source>
        <translation>Knoten hängt</translation>
    </message>
    <message>
        <source>Node left out</source>
        <translation>Knoten ausgelassen</translation>
    </message>
    <message>
        <source>Command to a node taken back</source>
        <translation>Befehl an einen Knoten zurückgenommen</translation>
    </message>
    <message>
        <source>Nodes joined</source>
        <translation>Knoten hinzugekommen</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>Abgelöst</translation>
    </message>
    <message>
        <source>Commands made void</source>
        <translation>Befehle ungültig gemacht</translation>
    </message>
    <message>
        <source>Trust document published</source>
        <translation>Vertrauensdokument veröffentlicht</translation>
    </message>
    <message>
        <source>untouched nodes are calm</source>
        <translation>unberührte Knoten sind ruhig</translation>
    </message>
    <message>
        <source>untouched nodes vary: more evidence is asked for</source>
        <translation>unberührte Knoten schwanken: mehr Belege werden verlangt</translation>
    </message>
    <message>
        <source>untouched nodes are restless: waiting</source>
        <translation>unberührte Knoten sind unruhig: es wird gewartet</translation>
    </message>
    <message>
        <source>Policy set</source>
        <translation>Richtlinie gesetzt</translation>
    </message>
</context>
<context>
    <name>hotswap::ui::ConsoleSession</name>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Deployments</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>Neues Deployment</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Zwischen dunkel und hell wechseln</translation>
    </message>
    <message>
        <source>Next language</source>
        <translation>Nächste Sprache</translation>
    </message>
    <message>
        <source>Act as the next person</source>
        <translation>Als nächste Person handeln</translation>
    </message>
    <message>
        <source>Go to what waits for a person</source>
        <translation>Zu dem gehen, was auf einen Menschen wartet</translation>
    </message>
    <message>
        <source>Coordination</source>
        <translation>Koordination</translation>
    </message>
    <message>
        <source>Enrolment of nodes</source>
        <translation>Anmeldung von Knoten</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Richtlinien</translation>
    </message>
</context>
</TS>
