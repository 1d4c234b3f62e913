<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ApprovalsPage</name>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n waits for you</numerusform>
            <numerusform>%n wait for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message numerus="yes">
        <source>Chain verified: %Ln record(s)</source>
        <translation>
            <numerusform>Chain verified: %Ln record</numerusform>
            <numerusform>Chain verified: %Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln not sealed yet</source>
        <extracomment>%1 &quot;Chain verified: 1,204 records&quot;</extracomment>
        <translation>
            <numerusform>%1, %Ln not sealed yet</numerusform>
            <numerusform>%1, %Ln not sealed yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) written to %1</source>
        <extracomment>%1 file name</extracomment>
        <translation>
            <numerusform>%Ln record written to %1</numerusform>
            <numerusform>%Ln records written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BacktestText</name>
    <message numerus="yes">
        <source>%n rollout(s) tried</source>
        <translation>
            <numerusform>%n rollout tried</numerusform>
            <numerusform>%n rollouts tried</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them without evidence.</source>
        <translation>
            <numerusform>%n of them without evidence.</numerusform>
            <numerusform>%n of them without evidence.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n bad release(s) it would have stopped %1.</source>
        <extracomment>%n bad releases, %1 how many of them</extracomment>
        <translation>
            <numerusform>Of %n bad release it would have stopped %1.</numerusform>
            <numerusform>Of %n bad releases it would have stopped %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these no verdict stopped then.</source>
        <translation>
            <numerusform>%n of these no verdict stopped then.</numerusform>
            <numerusform>%n of these no verdict stopped then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It would have missed %n that a verdict stopped then.</source>
        <translation>
            <numerusform>It would have missed %n that a verdict stopped then.</numerusform>
            <numerusform>It would have missed %n that a verdict stopped then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compared over %n stopped one(s): %1 (median).</source>
        <extracomment>%n rollouts, %1 &quot;about 3 min earlier&quot;</extracomment>
        <translation>
            <numerusform>Compared over %n stopped one: %1 (median).</numerusform>
            <numerusform>Compared over %n stopped ones: %1 (median).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n good release(s) it would have stopped %1 wrongly and let a person decide about %2.</source>
        <extracomment>%n good releases, %1 and %2 how many of them</extracomment>
        <translation>
            <numerusform>Of %n good release it would have stopped %1 wrongly and let a person decide about %2.</numerusform>
            <numerusform>Of %n good releases it would have stopped %1 wrongly and let a person decide about %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message numerus="yes">
        <source>%1 leads %n scope(s)</source>
        <extracomment>%1 is the name of a program, %n the number of scopes it leads</extracomment>
        <translation>
            <numerusform>%1 leads %n scope</numerusform>
            <numerusform>%1 leads %n scopes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 leaders for %n scope(s)</source>
        <extracomment>%1 is the number of programs that lead, %n of scopes</extracomment>
        <translation>
            <numerusform>%1 leaders for %n scope</numerusform>
            <numerusform>%1 leaders for %n scopes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsoleSession</name>
    <message numerus="yes">
        <source>%n thing(s) wait for a person</source>
        <translation>
            <numerusform>%n thing waits for a person</numerusform>
            <numerusform>%n things wait for a person</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoordinationView</name>
    <message numerus="yes">
        <source>%1, %Ln of them may lead</source>
        <extracomment>%1 &quot;4 programs present&quot;</extracomment>
        <translation>
            <numerusform>%1, %Ln of them may lead</numerusform>
            <numerusform>%1, %Ln of them may lead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln program(s) present</source>
        <translation>
            <numerusform>%Ln program present</numerusform>
            <numerusform>%Ln programs present</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln command(s) wait, the oldest for %1</source>
        <extracomment>commands for nodes that no gateway has fetched; %1 is a duration</extracomment>
        <translation>
            <numerusform>%Ln command waits, for %1</numerusform>
            <numerusform>%Ln commands wait, the oldest for %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message numerus="yes">
        <source>%n node(s) run agent %1</source>
        <translation>
            <numerusform>%n node runs agent %1</numerusform>
            <numerusform>%n nodes run agent %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n wrong field(s); correct what is listed.</source>
        <extracomment>%1 a file, %n how many fields are wrong</extracomment>
        <translation>
            <numerusform>%1 has %n wrong field; correct what is listed.</numerusform>
            <numerusform>%1 has %n wrong fields; correct what is listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeploymentView</name>
    <message numerus="yes">
        <source>Ends this deployment and takes back %n node(s) of %1.</source>
        <translation>
            <numerusform>Ends this deployment and takes back %n node of %1.</numerusform>
            <numerusform>Ends this deployment and takes back %n nodes of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes back %n node(s) of %1.</source>
        <translation>
            <numerusform>Takes back %n node of %1.</numerusform>
            <numerusform>Takes back %n nodes of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ends this deployment although %n node(s) of %1 may not run the stable release.</source>
        <translation>
            <numerusform>Ends this deployment although %n node of %1 may not run the stable release.</numerusform>
            <numerusform>Ends this deployment although %n nodes of %1 may not run the stable release.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeploymentsPage</name>
    <message numerus="yes">
        <source>%n not ended</source>
        <translation>
            <numerusform>%n not ended</numerusform>
            <numerusform>%n not ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnrolmentView</name>
    <message numerus="yes">
        <source>%1, %Ln of them revoked</source>
        <extracomment>%1 &quot;38 nodes enrolled&quot;</extracomment>
        <translation>
            <numerusform>%1, %Ln of them revoked</numerusform>
            <numerusform>%1, %Ln of them revoked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) enrolled</source>
        <translation>
            <numerusform>%Ln node enrolled</numerusform>
            <numerusform>%Ln nodes enrolled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln module(s)</source>
        <translation>
            <numerusform>%Ln module</numerusform>
            <numerusform>%Ln modules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message numerus="yes">
        <source>Started: %n node(s) may change</source>
        <translation>
            <numerusform>Started: %n node may change</numerusform>
            <numerusform>Started: %n nodes may change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) joined the plan</source>
        <translation>
            <numerusform>%n node joined the plan</numerusform>
            <numerusform>%n nodes joined the plan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) are taken back</source>
        <translation>
            <numerusform>%n node is taken back</numerusform>
            <numerusform>%n nodes are taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) need a person</source>
        <translation>
            <numerusform>%n node needs a person</numerusform>
            <numerusform>%n nodes need a person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another try for %n node(s)</source>
        <translation>
            <numerusform>Another try for %n node</numerusform>
            <numerusform>Another try for %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventsPanel</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message numerus="yes">
        <source>%Ln more request(s) to decide</source>
        <translation>
            <numerusform>%Ln more request to decide</numerusform>
            <numerusform>%Ln more requests to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more sample(s) to decide</source>
        <translation>
            <numerusform>%Ln more sample to decide</numerusform>
            <numerusform>%Ln more samples to decide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln environment(s)</source>
        <translation>
            <numerusform>%Ln environment</numerusform>
            <numerusform>%Ln environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) with alarms</source>
        <translation>
            <numerusform>%Ln node with alarms</numerusform>
            <numerusform>%Ln nodes with alarms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FleetGroup</name>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeLogPanel</name>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodePanel</name>
    <message numerus="yes">
        <source>%Ln alarm(s) in the last day</source>
        <translation>
            <numerusform>%Ln alarm in the last day</numerusform>
            <numerusform>%Ln alarms in the last day</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeView</name>
    <message numerus="yes">
        <source>%Ln module(s)</source>
        <translation>
            <numerusform>%Ln module</numerusform>
            <numerusform>%Ln modules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderBoard</name>
    <message numerus="yes">
        <source>pauses %Ln deployment(s)</source>
        <translation>
            <numerusform>pauses %Ln deployment</numerusform>
            <numerusform>pauses %Ln deployments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) are told and confirm it</source>
        <translation>
            <numerusform>%Ln node is told and confirms it</numerusform>
            <numerusform>%Ln nodes are told and confirm it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deployment(s) that the stop paused go on.</source>
        <translation>
            <numerusform>%Ln deployment that the stop paused goes on.</numerusform>
            <numerusform>%Ln deployments that the stop paused go on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message numerus="yes">
        <source>Wave %1: %n node(s)</source>
        <extracomment>%1 number of the wave, %n its nodes</extracomment>
        <translation>
            <numerusform>Wave %1: %n node</numerusform>
            <numerusform>Wave %1: %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s) may change</source>
        <translation>
            <numerusform>%1 of %n node may change</numerusform>
            <numerusform>%1 of %n nodes may change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n wave(s)</source>
        <translation>
            <numerusform>in %n wave</numerusform>
            <numerusform>in %n waves</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 of %n node(s) serve at any moment; the floor is %2</source>
        <extracomment>%1 lowest number of serving nodes, %2 floor, %n nodes of the environment</extracomment>
        <translation>
            <numerusform>At least %1 of %n node serve at any moment; the floor is %2</numerusform>
            <numerusform>At least %1 of %n nodes serve at any moment; the floor is %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) are skipped: %1</source>
        <extracomment>%1 node names</extracomment>
        <translation>
            <numerusform>%n node is skipped: %1</numerusform>
            <numerusform>%n nodes are skipped: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyDesk</name>
    <message numerus="yes">
        <source>%Ln policies were set</source>
        <translation>
            <numerusform>%Ln policy was set</numerusform>
            <numerusform>%Ln policies were set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) change.</source>
        <translation>
            <numerusform>%Ln line changes.</numerusform>
            <numerusform>%Ln lines change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) that you changed are lost.</source>
        <translation>
            <numerusform>%Ln line that you changed is lost.</numerusform>
            <numerusform>%Ln lines that you changed are lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyEditor</name>
    <message numerus="yes">
        <source>%Ln field(s) are not right</source>
        <translation>
            <numerusform>%Ln field is not right</numerusform>
            <numerusform>%Ln fields are not right</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) differ from %1</source>
        <translation>
            <numerusform>%Ln line differs from %1</numerusform>
            <numerusform>%Ln lines differ from %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message numerus="yes">
        <source>every node of the plan runs %1 and stayed healthy (%n node(s))</source>
        <translation>
            <numerusform>every node of the plan runs %1 and stayed healthy (%n node)</numerusform>
            <numerusform>every node of the plan runs %1 and stayed healthy (%n nodes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) failed</source>
        <translation>
            <numerusform>%n node failed</numerusform>
            <numerusform>%n nodes failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) failed, more than the policy allows</source>
        <translation>
            <numerusform>%n node failed, more than the policy allows</numerusform>
            <numerusform>%n nodes failed, more than the policy allows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 needs %n more sample(s)</source>
        <extracomment>%1 &quot;the error rate&quot;, %n samples that are missing</extracomment>
        <translation>
            <numerusform>%1 needs %n more sample</numerusform>
            <numerusform>%1 needs %n more samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryText</name>
    <message numerus="yes">
        <source>%n node(s) taken back</source>
        <translation>
            <numerusform>%n node taken back</numerusform>
            <numerusform>%n nodes taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s)</source>
        <extracomment>%1 nodes that are healthy on the release, %n nodes in all</extracomment>
        <translation>
            <numerusform>%1 of %n node</numerusform>
            <numerusform>%1 of %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
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
</context>
<context>
    <name>VerdictText</name>
    <message numerus="yes">
        <source>%n canary node(s)</source>
        <translation>
            <numerusform>%n canary node</numerusform>
            <numerusform>%n canary nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n untouched node(s)</source>
        <translation>
            <numerusform>%n untouched node</numerusform>
            <numerusform>%n untouched nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s) failed on %2 (%3 %)</source>
        <extracomment>%n requests, %1 how many failed, %2 &quot;2 canary nodes&quot;, %3 percent</extracomment>
        <translation>
            <numerusform>%1 of %Ln request failed on %2 (%3 %)</numerusform>
            <numerusform>%1 of %Ln requests failed on %2 (%3 %)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s)</source>
        <translation>
            <numerusform>%Ln more request</numerusform>
            <numerusform>%Ln more requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more sample(s)</source>
        <translation>
            <numerusform>%Ln more sample</numerusform>
            <numerusform>%Ln more samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaveList</name>
    <message numerus="yes">
        <source>Wave %1 · %n node(s)</source>
        <extracomment>%1 number of the wave, %n its nodes</extracomment>
        <translation>
            <numerusform>Wave %1 · %n node</numerusform>
            <numerusform>Wave %1 · %n nodes</numerusform>
        </translation>
    </message>
</context>
</TS>
