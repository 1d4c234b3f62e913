<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ApprovalDetail</name>
    <message>
        <source>expires in %1</source>
        <translation>%1 后过期</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Evidence from the environment before</source>
        <translation>前一环境的证据</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Reason: required to reject, kept with the vote</source>
        <translation>理由：拒绝时必填，随投票保存</translation>
    </message>
    <message>
        <source>Open the deployment</source>
        <translation>打开部署</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Say why first</source>
        <translation>请先说明理由</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
</context>
<context>
    <name>ApprovalInbox</name>
    <message>
        <source>Release</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
</context>
<context>
    <name>ApprovalView</name>
    <message>
        <source>%1 · %2 · asked for by %3</source>
        <extracomment>%1 environment, %2 strategy, %3 user</extracomment>
        <translation>%1 · %2 · 由 %3 申请</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Changed since the last request</source>
        <translation>自上次申请以来的变化</translation>
    </message>
    <message>
        <source>new: %1</source>
        <extracomment>%1 value of a new setting</extracomment>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <extracomment>%1 value before, %2 value after</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>removed: %1</source>
        <extracomment>%1 value of a setting that goes away</extracomment>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>Nodes that may change</source>
        <translation>可能变更的节点</translation>
    </message>
    <message>
        <source>In the first wave</source>
        <translation>第一波</translation>
    </message>
    <message>
        <source>Lowest capacity</source>
        <translation>最低容量</translation>
    </message>
    <message>
        <source>Earliest stop of a bad release</source>
        <translation>最早可叫停坏版本</translation>
    </message>
    <message>
        <source>Downtime</source>
        <translation>停机时间</translation>
    </message>
    <message>
        <source>none: swapped under load</source>
        <translation>无：带负载切换</translation>
    </message>
    <message>
        <source>a moment on each node</source>
        <translation>每个节点片刻</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Environment before</source>
        <translation>前一环境</translation>
    </message>
    <message>
        <source>this release did not run there</source>
        <translation>此版本未在该处运行</translation>
    </message>
    <message>
        <source>Approved: %1</source>
        <translation>已批准：%1</translation>
    </message>
    <message>
        <source>Rejected: %1</source>
        <translation>已拒绝：%1</translation>
    </message>
</context>
<context>
    <name>ApprovalsPage</name>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n 项等待您处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>Requests that wait for sign-off</source>
        <translation>等待审批的申请</translation>
    </message>
    <message>
        <source>Choose a request</source>
        <translation>请选择一项申请</translation>
    </message>
    <message>
        <source>Nothing waits for sign-off</source>
        <translation>没有等待审批的申请</translation>
    </message>
    <message>
        <source>Deployments to Staging and Production ask here before the first node changes.</source>
        <translation>部署到预发布和生产环境前，会先在此申请，然后才变更首个节点。</translation>
    </message>
    <message>
        <source>Decided requests</source>
        <translation>已决定的申请</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>重新验证</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>导出审计日志</translation>
    </message>
    <message>
        <source>Comma separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Search the audit log</source>
        <translation>搜索审计日志</translation>
    </message>
    <message>
        <source>Person, action, subject or details</source>
        <translation>人员、操作、对象或详情</translation>
    </message>
    <message>
        <source>Audit records</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <source>The audit log could not be read</source>
        <translation>无法读取审计日志</translation>
    </message>
    <message>
        <source>Reading the audit log…</source>
        <translation>正在读取审计日志…</translation>
    </message>
    <message>
        <source>No record matches</source>
        <translation>没有匹配的记录</translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message>
        <source>The chain is broken at record %1</source>
        <extracomment>%1 number of the first record that does not fit</extracomment>
        <translation>链在记录 %1 处断裂</translation>
    </message>
    <message numerus="yes">
        <source>Chain verified: %Ln record(s)</source>
        <translation>
            <numerusform>链已验证：%Ln 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln not sealed yet</source>
        <extracomment>%1 &quot;Chain verified: 1,204 records&quot;</extracomment>
        <translation>
            <numerusform>%1，%Ln 条尚未封存</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) written to %1</source>
        <extracomment>%1 file name</extracomment>
        <translation>
            <numerusform>已将 %Ln 条记录写入 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <extracomment>%1 file name, %2 what the system says</extracomment>
        <translation>未写入 %1：%2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>%1 via %2</source>
        <extracomment>%1 who did it, %2 the program that acted for them</extracomment>
        <translation>%1（经由 %2）</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未封存</translation>
    </message>
</context>
<context>
    <name>BacktestText</name>
    <message>
        <source>good (%1)</source>
        <extracomment>%1 a state</extracomment>
        <translation>良好（%1）</translation>
    </message>
    <message>
        <source>bad (stopped by a verdict)</source>
        <translation>不良（被判定停止）</translation>
    </message>
    <message>
        <source>bad (%1)</source>
        <translation>不良（%1）</translation>
    </message>
    <message>
        <source>unclear (%1)</source>
        <translation>不明（%1）</translation>
    </message>
    <message>
        <source>no evidence is kept</source>
        <translation>没有保存证据</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>waits for a person after wave %1</source>
        <extracomment>%1 number of a wave</extracomment>
        <translation>在第 %1 波之后等待人工决定</translation>
    </message>
    <message>
        <source>stops in wave %1</source>
        <translation>在第 %1 波停止</translation>
    </message>
    <message>
        <source>stops in wave %1: %2</source>
        <extracomment>%1 number of a wave, %2 &quot;the error rate&quot;</extracomment>
        <translation>在第 %1 波停止：%2</translation>
    </message>
    <message>
        <source>at the same time</source>
        <translation>同时</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <extracomment>%1 &quot;about 3 min&quot;</extracomment>
        <translation>早 %1</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>晚 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n rollout(s) tried</source>
        <translation>
            <numerusform>已试验 %n 次发布</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them without evidence.</source>
        <translation>
            <numerusform>其中 %n 次没有证据。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n bad release(s) it would have stopped %1.</source>
        <extracomment>%n bad releases, %1 how many of them</extracomment>
        <translation>
            <numerusform>%n 个不良版本中，它会停止 %1 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these no verdict stopped then.</source>
        <translation>
            <numerusform>其中 %n 个当时没有被判定停止。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It would have missed %n that a verdict stopped then.</source>
        <translation>
            <numerusform>它会漏掉 %n 个当时被判定停止的版本。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compared over %n stopped one(s): %1 (median).</source>
        <extracomment>%n rollouts, %1 &quot;about 3 min earlier&quot;</extracomment>
        <translation>
            <numerusform>对比 %n 个被停止的版本：%1（中位数）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n good release(s) it would have stopped %1 wrongly and let a person decide about %2.</source>
        <extracomment>%n good releases, %1 and %2 how many of them</extracomment>
        <translation>
            <numerusform>%n 个良好版本中，它会误停 %1 个，并将 %2 个交由人工决定。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Coordination</source>
        <translation>协调</translation>
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
        <translation>上限：%1</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4)</source>
        <extracomment>name of a line in a chart, its value, and the ends of the interval around it</extracomment>
        <translation>%1：%2（%3 至 %4）</translation>
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
        <translation>重新跟随最新数据</translation>
    </message>
    <message>
        <source>Export the chart “%1”</source>
        <translation>导出图表“%1”</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>暂无数据</translation>
    </message>
</context>
<context>
    <name>CommandPalettePopup</name>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Go to a page, deployment, node or action</source>
        <translation>转到页面、部署、节点或操作</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Reason (required)</source>
        <translation>理由（必填）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Stale since %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>自 %1 起数据陈旧</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>Nobody leads a rollout now</source>
        <translation>当前没有人主导发布</translation>
    </message>
    <message numerus="yes">
        <source>%1 leads %n scope(s)</source>
        <extracomment>%1 is the name of a program, %n the number of scopes it leads</extracomment>
        <translation>
            <numerusform>%1 主导 %n 个范围</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 leaders for %n scope(s)</source>
        <extracomment>%1 is the number of programs that lead, %n of scopes</extracomment>
        <translation>
            <numerusform>%1 个主导者负责 %n 个范围</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2: %3, epoch %4</source>
        <extracomment>one scope and who leads it: module, environment, program, epoch number</extracomment>
        <translation>%2 中的 %1：%3，纪元 %4</translation>
    </message>
    <message>
        <source>The store cannot be reached; this console goes on trying.</source>
        <translation>无法连接到存储；此控制台会继续尝试。</translation>
    </message>
    <message>
        <source>Changes have not arrived since %1: what is shown may be old.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>自 %1 起没有收到变更：所显示的内容可能已过时。</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>%1 is a time of day, or a date and a time</extracomment>
        <translation>离线，截至 %1</translation>
    </message>
    <message>
        <source>The store cannot be reached. What is shown is as it was at %1; nothing can be changed until it is back.</source>
        <extracomment>%1 is a time of day, or a date and a time</extracomment>
        <translation>无法连接存储。显示的是 %1 时的状态；恢复之前无法做任何更改。</translation>
    </message>
    <message>
        <source>Who leads is not known now</source>
        <translation>目前不知道由谁主导</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>There is no display here; run &apos;hotswapctl lab run&apos; on this terminal instead.</source>
        <translation>此处没有显示器；请改为在此终端运行 &apos;hotswapctl lab run&apos;。</translation>
    </message>
</context>
<context>
    <name>ConsoleOptions</name>
    <message>
        <source>%1 needs a number from %2 to %3; see --help.</source>
        <extracomment>%1 an option, %2 and %3 numbers</extracomment>
        <translation>%1 需要 %2 到 %3 之间的数；参见 --help。</translation>
    </message>
    <message>
        <source>%1 needs one of %2; see --help.</source>
        <extracomment>%1 an option, %2 the words it takes</extracomment>
        <translation>%1 需要以下之一：%2；参见 --help。</translation>
    </message>
    <message>
        <source>--size needs width and height such as 1280x800; see --help.</source>
        <translation>--size 需要宽和高，例如 1280x800；参见 --help。</translation>
    </message>
    <message>
        <source>%1 See --help.</source>
        <extracomment>%1 says what is wrong with the command line, by the library</extracomment>
        <translation>%1 参见 --help。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; see --help.</source>
        <translation>“%1”不是选项；参见 --help。</translation>
    </message>
    <message>
        <source>--%1 is for the lab; add --lab.</source>
        <translation>--%1 用于实验室；请加 --lab。</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Open the lab: three real nodes here and a simulated fleet.</source>
        <translation>打开实验室：本机三个真实节点和一个模拟机群。</translation>
    </message>
    <message>
        <source>Nodes of the simulated Production, 1 to 10000.</source>
        <translation>模拟生产环境的节点数，1 到 10000。</translation>
    </message>
    <message>
        <source>Seed of the simulation, a whole number.</source>
        <translation>模拟的随机种子，整数。</translation>
    </message>
    <message>
        <source>Speed of the simulated clocks, 1 to 10000.</source>
        <translation>模拟时钟的速度，1 到 10000。</translation>
    </message>
    <message>
        <source>What goes wrong in the simulation.</source>
        <translation>模拟中出现的故障。</translation>
    </message>
    <message>
        <source>Look at everything, change nothing.</source>
        <translation>只查看，不更改。</translation>
    </message>
    <message>
        <source>Language: en, de or zh_CN.</source>
        <translation>语言：en、de 或 zh_CN。</translation>
    </message>
    <message>
        <source>Theme: dark or light.</source>
        <translation>主题：dark 或 light。</translation>
    </message>
    <message>
        <source>Write a picture of the page and end.</source>
        <translation>保存页面截图后退出。</translation>
    </message>
    <message>
        <source>Milliseconds before the picture is taken.</source>
        <translation>截图前等待的毫秒数。</translation>
    </message>
    <message>
        <source>Size of the window in pixels.</source>
        <translation>窗口大小（像素）。</translation>
    </message>
    <message>
        <source>Work on this shared PostgreSQL (default: HOTSWAP_DATABASE).</source>
        <translation>在此共享 PostgreSQL 上工作（默认：HOTSWAP_DATABASE）。</translation>
    </message>
    <message>
        <source>Tenant, where the login has several.</source>
        <translation>租户，用于登录名属于多个租户时。</translation>
    </message>
    <message>
        <source>Folder with your signing key and trusted keys.</source>
        <translation>存放您的签名密钥和受信任密钥的文件夹。</translation>
    </message>
    <message>
        <source>Lead rollouts too, with this orchestrator login.</source>
        <translation>使用此编排器登录名，同时主持发布。</translation>
    </message>
    <message>
        <source>--lab and --connect exclude each other; see --help.</source>
        <translation>--lab 与 --connect 不能同时使用；参见 --help。</translation>
    </message>
    <message>
        <source>--%1 needs --connect; see --help.</source>
        <translation>--%1 需要 --connect；参见 --help。</translation>
    </message>
    <message>
        <source>usage: hotswap [--lab | --connect CONNINFO] [options]
The HotSwap console. Options:</source>
        <translation>用法：hotswap [--lab | --connect CONNINFO] [选项]
HotSwap 控制台。选项：</translation>
    </message>
    <message>
        <source>--page needs --lab or --connect; see --help.</source>
        <translation>--page 需要 --lab 或 --connect；参见 --help。</translation>
    </message>
    <message>
        <source>Keep nothing on this desktop for reading offline, and show none.</source>
        <translation>不在本机保留供离线阅读的内容，也不显示。</translation>
    </message>
    <message>
        <source>Page to start on; &quot;node:NAME&quot; for a node&apos;s.</source>
        <translation>启动时打开的页面；“node:NAME”为某个节点的页面。</translation>
    </message>
    <message>
        <source>TOML file with the metric providers that policies name.</source>
        <translation>含策略所引用指标来源的 TOML 文件。</translation>
    </message>
    <message>
        <source>--metrics needs --lab or --lead; see --help.</source>
        <translation>--metrics 需要 --lab 或 --lead；见 --help。</translation>
    </message>
</context>
<context>
    <name>ConsolePicture</name>
    <message>
        <source>The picture could not be written to &apos;%1&apos;; name a file in a folder that exists.</source>
        <translation>无法将图片写入“%1”；请指定现有文件夹中的文件。</translation>
    </message>
</context>
<context>
    <name>ConsoleSession</name>
    <message>
        <source>Not sent: %1</source>
        <extracomment>%1 is what was taken back before it was sent</extracomment>
        <translation>未发送：%1</translation>
    </message>
    <message>
        <source>Nothing waits for a person</source>
        <translation>没有等待人工处理的事项</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) wait for a person</source>
        <translation>
            <numerusform>%n 项等待人工处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>a deployment in the palette: release and environment</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Deployment, %1</source>
        <translation>部署，%1</translation>
    </message>
    <message>
        <source>Node in %1, %2</source>
        <translation>%1 中的节点，%2</translation>
    </message>
</context>
<context>
    <name>CoordinationPage</name>
    <message>
        <source>Coordination</source>
        <translation>协调</translation>
    </message>
    <message>
        <source>Not up to date</source>
        <translation>不是最新</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Who takes part</source>
        <translation>参与者</translation>
    </message>
    <message>
        <source>Nobody has announced itself.</source>
        <translation>没有程序登记。</translation>
    </message>
    <message>
        <source>Leases</source>
        <translation>租约</translation>
    </message>
    <message>
        <source>Who leads the deployments of a module in an environment</source>
        <translation>谁在某个环境中主导某个模块的部署</translation>
    </message>
    <message>
        <source>Nobody leads a deployment now.</source>
        <translation>当前没有人主导部署。</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>No lock is held or waited for.</source>
        <translation>没有被持有或等待的锁。</translation>
    </message>
    <message>
        <source>Events and commands</source>
        <translation>事件与命令</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Nothing to put right</source>
        <translation>没有需要改正的</translation>
    </message>
    <message>
        <source>There is no database behind this console: what it shows is in its own memory and ends with it.</source>
        <translation>此控制台背后没有数据库：所显示的内容都在它自己的内存中，并随它结束。</translation>
    </message>
    <message>
        <source>Who takes part could not be read</source>
        <translation>无法读取参与者</translation>
    </message>
    <message>
        <source>Asking who takes part…</source>
        <translation>正在查询参与者…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>CoordinationView</name>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Present for</source>
        <translation>在线时长</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>主导</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>主导者</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>纪元</translation>
    </message>
    <message>
        <source>Held for</source>
        <translation>持有时长</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有者</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待者</translation>
    </message>
    <message>
        <source>%1, process %2</source>
        <extracomment>%1 host, %2 process number</extracomment>
        <translation>%1，进程 %2</translation>
    </message>
    <message>
        <source>may lead</source>
        <translation>可主导</translation>
    </message>
    <message>
        <source>looks on</source>
        <translation>仅查看</translation>
    </message>
    <message>
        <source>held</source>
        <translation>已持有</translation>
    </message>
    <message>
        <source>to be handed over</source>
        <translation>待移交</translation>
    </message>
    <message>
        <source>not renewed</source>
        <translation>未续期</translation>
    </message>
    <message>
        <source>%1.%2</source>
        <extracomment>%1 generation of the store, %2 epoch of the lease</extracomment>
        <translation>%1.%2</translation>
    </message>
    <message>
        <source>not present</source>
        <translation>不在线</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>listening since %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>自 %1 起监听</translation>
    </message>
    <message>
        <source>not listening since %1</source>
        <translation>自 %1 起未监听</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Event lag</source>
        <translation>事件延迟</translation>
    </message>
    <message>
        <source>Held back by</source>
        <translation>被阻于</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>已读至</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>none waits</source>
        <translation>无等待</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>服务器</translation>
    </message>
    <message>
        <source>PostgreSQL %1</source>
        <translation>PostgreSQL %1</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>primary</source>
        <translation>主服务器</translation>
    </message>
    <message>
        <source>standby, read only</source>
        <translation>备用，只读</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>wait for a standby</source>
        <translation>等待备用服务器确认</translation>
    </message>
    <message>
        <source>do not wait for a standby</source>
        <translation>不等待备用服务器确认</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>connections in use, of how many at most</extracomment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>世代</translation>
    </message>
    <message>
        <source>As of %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>截至 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln of them may lead</source>
        <extracomment>%1 &quot;4 programs present&quot;</extracomment>
        <translation>
            <numerusform>%1，其中 %Ln 个可主导</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln program(s) present</source>
        <translation>
            <numerusform>%Ln 个程序在线</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is not seen for %1 is gone</source>
        <extracomment>%1 is a duration</extracomment>
        <translation>%1 未见即视为离开</translation>
    </message>
    <message>
        <source>No program leads: new deployments wait, and those under way go no further. Start an orchestrator agent, or let this console lead if an administrator has enrolled it for that.</source>
        <translation>没有程序主导：新部署在等待，进行中的部署不再推进。请启动一个编排代理；如果管理员已授权，也可让此控制台主导。</translation>
    </message>
    <message>
        <source>Not listening since %1</source>
        <extracomment>notifications of the database; %1 is a time of day</extracomment>
        <translation>自 %1 起未监听</translation>
    </message>
    <message>
        <source>Listening, %1 behind</source>
        <extracomment>notifications of the database arrive; %1 is a short duration</extracomment>
        <translation>监听中，延迟 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln command(s) wait, the oldest for %1</source>
        <extracomment>commands for nodes that no gateway has fetched; %1 is a duration</extracomment>
        <translation>
            <numerusform>%Ln 个命令在等待，最久已等 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Only an administrator may ask for a hand-over.</source>
        <translation>只有管理员可以要求移交。</translation>
    </message>
    <message>
        <source>Choose the lease to hand over.</source>
        <translation>请选择要移交的租约。</translation>
    </message>
    <message>
        <source>Its holder was asked already.</source>
        <translation>已向其持有者提出要求。</translation>
    </message>
    <message>
        <source>No other program may lead: the work would only stand still.</source>
        <translation>没有其他程序可主导：工作只会停下来。</translation>
    </message>
    <message>
        <source>Hand over %1 in %2</source>
        <extracomment>%1 module, %2 environment</extracomment>
        <translation>移交 %2 中的 %1</translation>
    </message>
    <message>
        <source>%1 was asked to hand over %2 in %3</source>
        <extracomment>%1 program, %2 module, %3 environment</extracomment>
        <translation>已要求 %1 移交 %3 中的 %2</translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message>
        <source>Package to roll out, or the name of a demo module.</source>
        <translation>要发布的包，或演示模块的名称。</translation>
    </message>
    <message>
        <source>Version of the demo module to roll out (default 1.1.0).</source>
        <translation>要发布的演示模块版本（默认 1.1.0）。</translation>
    </message>
    <message>
        <source>Version that nodes start with (default 1.0.0).</source>
        <translation>节点的起始版本（默认 1.0.0）。</translation>
    </message>
    <message>
        <source>Development (three real nodes, the default), QA, Staging or Production (simulated).</source>
        <translation>Development（三个真实节点，默认）、QA、Staging 或 Production（模拟）。</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary.</source>
        <translation>direct、rolling、blueGreen 或 canary。</translation>
    </message>
    <message>
        <source>What goes wrong in simulated environments: %1.</source>
        <extracomment>%1 a list of names</extracomment>
        <translation>模拟环境中的故障：%1。</translation>
    </message>
    <message>
        <source>Nodes in simulated Production (default 20).</source>
        <translation>模拟生产环境的节点数（默认 20）。</translation>
    </message>
    <message>
        <source>Seed of the simulation (default 1).</source>
        <translation>模拟的随机种子（默认 1）。</translation>
    </message>
    <message>
        <source>How much faster than real time simulated environments run (default 60).</source>
        <translation>模拟环境相对实时的速度倍数（默认 60）。</translation>
    </message>
    <message>
        <source>Directory for the lab&apos;s state (default: a temporary one).</source>
        <translation>实验室状态目录（默认：临时目录）。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 a number</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Wave %1: %2</source>
        <translation>第 %1 波：%2</translation>
    </message>
    <message>
        <source> (%1 rounded up to %2)</source>
        <extracomment>%1 a number with decimals, %2 a whole number</extracomment>
        <translation>（%1 向上取整为 %2）</translation>
    </message>
    <message>
        <source>, bakes for %1</source>
        <translation>，观察 %1</translation>
    </message>
    <message>
        <source>Lowest capacity: %1 of %2 nodes serve (at least %3 must).</source>
        <extracomment>%1, %2 and %3 numbers of nodes</extracomment>
        <translation>最低容量：%2 个节点中 %1 个在服务（至少须 %3 个）。</translation>
    </message>
    <message>
        <source>Takes about %1, at worst %2; a bad release can be stopped after %3.</source>
        <extracomment>%1, %2 and %3 durations</extracomment>
        <translation>约需 %1，最坏 %2；坏版本可在 %3 后叫停。</translation>
    </message>
    <message>
        <source>Needs sign-off.</source>
        <translation>需要审批。</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>注意：%1</translation>
    </message>
    <message>
        <source>Shows what a rollout would do, wave by wave, without starting it.</source>
        <translation>逐波显示发布将做什么，但不启动。</translation>
    </message>
    <message>
        <source>Requests per second and real node (default 200; 0 for none).</source>
        <translation>每个真实节点每秒请求数（默认 200；0 表示无）。</translation>
    </message>
    <message>
        <source>First port of the real nodes (default: any free ones).</source>
        <translation>真实节点的首个端口（默认：任意空闲端口）。</translation>
    </message>
    <message>
        <source>Sign off as the lab&apos;s approver where sign-off is needed.</source>
        <translation>需要审批时以实验室审批人身份批准。</translation>
    </message>
    <message>
        <source>Stay up after the rollout, until Ctrl+C.</source>
        <translation>发布后保持运行，直到按 Ctrl+C。</translation>
    </message>
    <message>
        <source>%1 needs %2</source>
        <extracomment>%1 an option, %2 what it may be</extracomment>
        <translation>%1 需要 %2</translation>
    </message>
    <message>
        <source>Runs a whole rollout in a lab on this machine and tells how it went.</source>
        <translation>在本机实验室中完整运行一次发布并报告结果。</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <extracomment>%1 a number</extracomment>
        <translation>约剩 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
    <message>
        <source>wave %1 of %2</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>第 %1 波，共 %2 波</translation>
    </message>
    <message>
        <source>%1 of %2 nodes</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>%1/%2 个节点</translation>
    </message>
    <message>
        <source>It took %1 s of the environment&apos;s time.</source>
        <extracomment>%1 a number of seconds of the environment&apos;s time</extracomment>
        <translation>耗时 %1 秒（环境时间）。</translation>
    </message>
    <message>
        <source>Load: %1 requests, %2 failed, half of them within %3 ms, 99 % within %4 ms.</source>
        <extracomment>%1 and %2 numbers of requests, %3 and %4 milliseconds</extracomment>
        <translation>负载：%1 个请求，%2 个失败，半数在 %3 毫秒内，99% 在 %4 毫秒内。</translation>
    </message>
    <message>
        <source>First failure: %1.</source>
        <translation>首个失败：%1。</translation>
    </message>
    <message>
        <source>%1: %2, %3, http://%4 answers %5</source>
        <extracomment>%1 node, %2 version, %3 health, %4 address, %5 version it answers with</extracomment>
        <translation>%1：%2，%3，http://%4 返回 %5</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>%1 node, %2 version, %3 health</extracomment>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Usage: %1 COMMAND [options]</source>
        <extracomment>%1 what to type before the command&apos;s name</extracomment>
        <translation>用法：%1 命令 [选项]</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>命令：</translation>
    </message>
    <message>
        <source>“%1 COMMAND --help” tells the options of one command.</source>
        <extracomment>%1 a command line</extracomment>
        <translation>“%1 命令 --help”列出某个命令的选项。</translation>
    </message>
    <message>
        <source>No command was given</source>
        <translation>未给出命令</translation>
    </message>
    <message>
        <source>There is no command “%1”</source>
        <extracomment>%1 a word that is not a command</extracomment>
        <translation>没有命令“%1”</translation>
    </message>
    <message>
        <source>release %1, %2 files, %3 bytes</source>
        <extracomment>%1 a digest, %2 a number of files, %3 a number of bytes</extracomment>
        <translation>版本 %1，%2 个文件，%3 字节</translation>
    </message>
    <message>
        <source>Packs module.toml and files/ into one .hsm file.</source>
        <translation>将 module.toml 和 files/ 打包为一个 .hsm 文件。</translation>
    </message>
    <message>
        <source>Folder with module.toml and files/.</source>
        <translation>包含 module.toml 和 files/ 的文件夹。</translation>
    </message>
    <message>
        <source>File or folder to write to (default: this folder).</source>
        <translation>写入的文件或文件夹（默认：当前文件夹）。</translation>
    </message>
    <message>
        <source>Folder to pack instead of files/.</source>
        <translation>代替 files/ 打包的文件夹。</translation>
    </message>
    <message>
        <source>Adds an entry, for example commit=1a2b3c.</source>
        <translation>添加一个条目，例如 commit=1a2b3c。</translation>
    </message>
    <message>
        <source>Packed %2 into %1.</source>
        <extracomment>%1 a file, %2 a module and its version</extracomment>
        <translation>已将 %2 打包为 %1。</translation>
    </message>
    <message>
        <source>Adds a signature, or renews the one by the same key.</source>
        <translation>添加签名，或更新同一密钥的签名。</translation>
    </message>
    <message>
        <source>Package (.hsm).</source>
        <translation>包 (.hsm)。</translation>
    </message>
    <message>
        <source>Secret key file of purpose “module”.</source>
        <translation>用途为“module”的私钥文件。</translation>
    </message>
    <message>
        <source>--key is missing</source>
        <translation>缺少 --key</translation>
    </message>
    <message>
        <source>Signed %2 in %1.</source>
        <extracomment>%1 a file, %2 a module and its version</extracomment>
        <translation>已对 %1 中的 %2 签名。</translation>
    </message>
    <message>
        <source>Checks format, signatures and content of a package.</source>
        <translation>检查包的格式、签名和内容。</translation>
    </message>
    <message>
        <source>Public key file that is trusted; may be repeated.</source>
        <translation>受信任的公钥文件；可重复指定。</translation>
    </message>
    <message>
        <source>Accept keys that count in a lab only.</source>
        <translation>接受仅在实验室有效的密钥。</translation>
    </message>
    <message>
        <source>--trust is missing</source>
        <translation>缺少 --trust</translation>
    </message>
    <message>
        <source>%1 is %2, intact and trusted.</source>
        <extracomment>%1 a file, %2 a module and its version</extracomment>
        <translation>%1 是 %2，完整且受信任。</translation>
    </message>
    <message>
        <source>Makes a new key pair; never overwrites a secret key.</source>
        <translation>生成新的密钥对；绝不覆盖私钥。</translation>
    </message>
    <message>
        <source>Secret key to write, readable by you alone.</source>
        <translation>要写入的私钥，仅您可读。</translation>
    </message>
    <message>
        <source>Public key to write (default: FILE.pub).</source>
        <translation>要写入的公钥（默认：FILE.pub）。</translation>
    </message>
    <message>
        <source>module, orchestrator, voter or node.</source>
        <translation>module、orchestrator、voter 或 node。</translation>
    </message>
    <message>
        <source>The key counts in a lab only.</source>
        <translation>该密钥仅在实验室有效。</translation>
    </message>
    <message>
        <source>--purpose is none of the four</source>
        <translation>--purpose 不是四者之一</translation>
    </message>
    <message>
        <source>Made key %1: secret half in %2, public half in %3.</source>
        <extracomment>%1 a key&apos;s id, %2 a file or the keychain, %3 a file
----------
%1 a key&apos;s id, %2 and %3 files</extracomment>
        <translation>已生成密钥 %1：私钥在 %2，公钥在 %3。</translation>
    </message>
    <message>
        <source>pack module.toml and files/ into a package</source>
        <translation>将 module.toml 和 files/ 打包</translation>
    </message>
    <message>
        <source>sign a package</source>
        <translation>为包签名</translation>
    </message>
    <message>
        <source>check a package and its signatures</source>
        <translation>检查包及其签名</translation>
    </message>
    <message>
        <source>make a key pair to sign with</source>
        <translation>生成用于签名的密钥对</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Print results and errors as JSON.</source>
        <translation>以 JSON 输出结果和错误。</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <extracomment>%1 name of an argument of a command</extracomment>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>“%1” is one argument too many</source>
        <extracomment>%1 an argument that the command does not take</extracomment>
        <translation>多余的参数“%1”</translation>
    </message>
    <message>
        <source>%1; see “%2 --help”.</source>
        <extracomment>%1 what is wrong, without a full stop; %2 a command line</extracomment>
        <translation>%1；参见“%2 --help”。</translation>
    </message>
    <message>
        <source>show what a rollout would do, wave by wave</source>
        <translation>逐波显示发布将做什么</translation>
    </message>
    <message>
        <source>run a whole rollout in a lab on this machine</source>
        <translation>在本机实验室中完整运行一次发布</translation>
    </message>
    <message>
        <source>try a whole rollout on this machine</source>
        <translation>在本机试运行完整发布</translation>
    </message>
    <message>
        <source>%1 serves http://%2/</source>
        <extracomment>%1 name of a node, %2 its address</extracomment>
        <translation>%1 正在服务 http://%2/</translation>
    </message>
    <message>
        <source>The lab stays up; Ctrl+C ends it.</source>
        <translation>实验室保持运行；按 Ctrl+C 结束。</translation>
    </message>
    <message>
        <source>Rolling out %1 %2 to %3.</source>
        <extracomment>%1 module, %2 version, %3 environment</extracomment>
        <translation>正在将 %1 %2 发布到 %3。</translation>
    </message>
    <message>
        <source>Health is watched for 2 s instead of 10 s here, so that this takes seconds.</source>
        <translation>此处健康观察时间为 2 秒而非 10 秒，以便数秒内完成。</translation>
    </message>
    <message>
        <source>the rollout waits for sign-off; give --approve or use a terminal</source>
        <translation>发布等待审批；请加 --approve 或使用终端</translation>
    </message>
    <message>
        <source>%1 asks for sign-off. Approve as “approver”? [y/n]</source>
        <translation>%1 申请审批。以“approver”身份批准？[y/n]</translation>
    </message>
    <message>
        <source>Reason:</source>
        <translation>理由：</translation>
    </message>
    <message>
        <source>%1 Nobody is here to decide, so it is taken back.</source>
        <extracomment>%1 why it is paused, a whole sentence</extracomment>
        <translation>%1 此处无人决定，因此将回退。</translation>
    </message>
    <message>
        <source>%1 [p]romote, [r]esume or [a]bort?</source>
        <translation>%1 推进 [p]、继续 [r] 还是中止 [a]？</translation>
    </message>
    <message>
        <source>Lists approvals that wait for votes, newest first.</source>
        <translation>列出等待投票的审批，最新的在前。</translation>
    </message>
    <message>
        <source>pending (the default), approved, rejected, expired or void; may be repeated.</source>
        <translation>pending（默认）、approved、rejected、expired 或 void；可重复。</translation>
    </message>
    <message>
        <source>Whatever their state.</source>
        <translation>不限状态。</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>MODULE</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>BY</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>EXPIRES</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Shows one approval and what it agrees to.</source>
        <translation>显示一项审批及其同意的内容。</translation>
    </message>
    <message>
        <source>Approval.</source>
        <translation>审批。</translation>
    </message>
    <message>
        <source>Approval: %1, %2 of %3 votes, until %4.</source>
        <extracomment>%1 a state, %2 and %3 numbers, %4 a time</extracomment>
        <translation>审批：%1，%2/%3 票，截止 %4。</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <extracomment>%1 a digest</extracomment>
        <translation>计划：%1</translation>
    </message>
    <message>
        <source>Why, for the audit.</source>
        <translation>原因，供审计使用。</translation>
    </message>
    <message>
        <source>Digest of the plan you have read; refused when it is another now.</source>
        <translation>您已阅读的计划的摘要；若现在是另一个计划则被拒绝。</translation>
    </message>
    <message>
        <source>Idempotency key: asking again with the same one changes nothing twice.</source>
        <translation>幂等键：用同一个键再次请求不会重复更改。</translation>
    </message>
    <message>
        <source>Voted. The approval is %1, %2 of %3 votes.</source>
        <extracomment>%1 a state, %2 and %3 numbers</extracomment>
        <translation>已投票。审批为 %1，%2/%3 票。</translation>
    </message>
    <message>
        <source>Votes for a plan, signed with your key.</source>
        <translation>用您的密钥签名，投票赞成计划。</translation>
    </message>
    <message>
        <source>Votes against a plan, signed with your key: that ends the deployment.</source>
        <translation>用您的密钥签名，投票反对计划：这将结束部署。</translation>
    </message>
    <message>
        <source>list what waits for votes</source>
        <translation>列出等待投票的审批</translation>
    </message>
    <message>
        <source>show one and what it agrees to</source>
        <translation>显示一项及其同意的内容</translation>
    </message>
    <message>
        <source>vote for a plan</source>
        <translation>投票赞成计划</translation>
    </message>
    <message>
        <source>vote against a plan</source>
        <translation>投票反对计划</translation>
    </message>
    <message>
        <source>Lists who did what, newest first.</source>
        <translation>列出谁做了什么，最新的在前。</translation>
    </message>
    <message>
        <source>Only with this text in actor, action, subject or details.</source>
        <translation>仅限操作者、动作、对象或详情中含有此文本的记录。</translation>
    </message>
    <message>
        <source>Only from this time on (UTC).</source>
        <translation>仅此时间起（UTC）。</translation>
    </message>
    <message>
        <source>Only before this time (UTC).</source>
        <translation>仅此时间前（UTC）。</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>ACTOR</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>VIA</source>
        <translation>经由</translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>SUBJECT</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Walks the chain of hashes; exit status 1 when a record does not fit.</source>
        <translation>逐条检查哈希链；有记录不符时退出状态为 1。</translation>
    </message>
    <message>
        <source>The chain is broken at record %1: somebody changed the database.</source>
        <extracomment>%1 number of a record</extracomment>
        <translation>哈希链在第 %1 条记录处断开：有人改动了数据库。</translation>
    </message>
    <message>
        <source>The chain is whole: %1 records, %2 of them sealed.</source>
        <extracomment>%1 and %2 numbers of records</extracomment>
        <translation>哈希链完整：%1 条记录，其中 %2 条已封存。</translation>
    </message>
    <message>
        <source>list who did what</source>
        <translation>列出谁做了什么</translation>
    </message>
    <message>
        <source>check that nothing was altered</source>
        <translation>检查没有内容被改动</translation>
    </message>
    <message>
        <source>Database, as libpq wants it named (default: HOTSWAP_DATABASE).</source>
        <translation>数据库，按 libpq 的写法（默认：HOTSWAP_DATABASE）。</translation>
    </message>
    <message>
        <source>Tenant to work in (default: the only one of the login).</source>
        <translation>工作所在的租户（默认：登录名唯一的租户）。</translation>
    </message>
    <message>
        <source>Folder with your secret keys (*.key) and the public ones you trust (*.pub).</source>
        <translation>存放您的私钥（*.key）和受信任公钥（*.pub）的文件夹。</translation>
    </message>
    <message>
        <source>The schema is at version %1 already.</source>
        <extracomment>%1 a number</extracomment>
        <translation>架构已是版本 %1。</translation>
    </message>
    <message>
        <source>The schema is at version %1; %2 migrations ran.</source>
        <translation>架构为版本 %1；执行了 %2 个迁移。</translation>
    </message>
    <message>
        <source>Tenant %1 is there.</source>
        <extracomment>%1 a tenant</extracomment>
        <translation>租户 %1 已存在。</translation>
    </message>
    <message>
        <source>Makes roles, schema and grants. Connect as a superuser, or as the database&apos;s owner with CREATEROLE. Repeating it is harmless.</source>
        <translation>创建角色、架构和授权。请以超级用户或拥有 CREATEROLE 的数据库所有者连接。重复执行无害。</translation>
    </message>
    <message>
        <source>Make this tenant too.</source>
        <translation>同时创建此租户。</translation>
    </message>
    <message>
        <source>Applies the migrations that are missing; connect as for db init.</source>
        <translation>应用缺少的迁移；连接方式同 db init。</translation>
    </message>
    <message>
        <source>Run hotswapctl db init.</source>
        <translation>请运行 hotswapctl db init。</translation>
    </message>
    <message>
        <source>fatal</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>%1: %2 Found: %3; wanted: %4. %5</source>
        <extracomment>%1 &quot;fatal&quot; or &quot;warning&quot;, %2 a sentence, %3 and %4 settings, %5 a sentence</extracomment>
        <translation>%1：%2 当前：%3；应为：%4。%5</translation>
    </message>
    <message>
        <source>Names every wrong setting of the database with its fix; exit status 1 when one is fatal. Connect as an administrator to have everything seen.</source>
        <translation>列出数据库的每个错误设置及其修正方法；有严重问题时退出状态为 1。请以管理员连接以便看到全部。</translation>
    </message>
    <message>
        <source>Orchestrator agents that will connect (default 2).</source>
        <translation>将要连接的编排代理数（默认 2）。</translation>
    </message>
    <message>
        <source>Consoles that will connect (default 10).</source>
        <translation>将要连接的控制台数（默认 10）。</translation>
    </message>
    <message>
        <source>PostgreSQL %1: nothing is wrong.</source>
        <extracomment>%1 a version</extracomment>
        <translation>PostgreSQL %1：没有问题。</translation>
    </message>
    <message>
        <source>make roles, schema and grants</source>
        <translation>创建角色、架构和授权</translation>
    </message>
    <message>
        <source>bring the schema up to date</source>
        <translation>将架构更新到最新</translation>
    </message>
    <message>
        <source>name every wrong setting with its fix</source>
        <translation>列出每个错误设置及其修正方法</translation>
    </message>
    <message>
        <source>make tenants</source>
        <translation>创建租户</translation>
    </message>
    <message>
        <source>say who may do what</source>
        <translation>规定谁可以做什么</translation>
    </message>
    <message>
        <source>Plan in the lab, with options of its own (--lab --help).</source>
        <translation>在实验室中规划，使用其自己的选项（--lab --help）。</translation>
    </message>
    <message>
        <source>Submits a deployment; with --watch, follows it to its end.</source>
        <translation>提交部署；加 --watch 时跟随到结束。</translation>
    </message>
    <message>
        <source>Submitted as %1.</source>
        <translation>已提交为 %1。</translation>
    </message>
    <message>
        <source>Lists deployments, newest first.</source>
        <translation>列出部署，最新的在前。</translation>
    </message>
    <message>
        <source>Only of this environment.</source>
        <translation>仅此环境。</translation>
    </message>
    <message>
        <source>Only of this module.</source>
        <translation>仅此模块。</translation>
    </message>
    <message>
        <source>Only in this state; may be repeated.</source>
        <translation>仅此状态；可重复。</translation>
    </message>
    <message>
        <source>Only with this text in id, module, version, requester or description.</source>
        <translation>仅限 ID、模块、版本、申请人或说明中含有此文本的部署。</translation>
    </message>
    <message>
        <source>Shows one deployment: where it stands and why.</source>
        <translation>显示一个部署：进展如何以及原因。</translation>
    </message>
    <message>
        <source>Deployment.</source>
        <translation>部署。</translation>
    </message>
    <message>
        <source>Follows a deployment to its end; the exit status is the deployment&apos;s.</source>
        <translation>跟随部署直到结束；退出状态即部署的状态。</translation>
    </message>
    <message>
        <source>submit a deployment</source>
        <translation>提交部署</translation>
    </message>
    <message>
        <source>list deployments, newest first</source>
        <translation>列出部署，最新的在前</translation>
    </message>
    <message>
        <source>show where one stands and why</source>
        <translation>显示某个部署的进展及原因</translation>
    </message>
    <message>
        <source>follow one to its end</source>
        <translation>跟随某个部署直到结束</translation>
    </message>
    <message>
        <source>start nothing more until resumed</source>
        <translation>在恢复之前不再开始新的步骤</translation>
    </message>
    <message>
        <source>go on after a pause</source>
        <translation>暂停后继续</translation>
    </message>
    <message>
        <source>let the next wave start now, or all of them</source>
        <translation>立即开始下一波，或全部波次</translation>
    </message>
    <message>
        <source>leave a node out</source>
        <translation>跳过一个节点</translation>
    </message>
    <message>
        <source>stop it and go back to the stable release</source>
        <translation>停止并回到稳定版本</translation>
    </message>
    <message>
        <source>try again where it failed</source>
        <translation>在失败之处重试</translation>
    </message>
    <message>
        <source>go back to the release before</source>
        <translation>回到之前的版本</translation>
    </message>
    <message>
        <source>accept what a rollback left as it is</source>
        <translation>接受回滚留下的现状</translation>
    </message>
    <message>
        <source>%1 %2 to %3: %4</source>
        <extracomment>%1 module, %2 version, %3 environment, %4 a state</extracomment>
        <translation>%1 %2 到 %3：%4</translation>
    </message>
    <message>
        <source>Asked for by %1 at %2.</source>
        <extracomment>%1 a person, %2 a time</extracomment>
        <translation>由 %1 于 %2 申请。</translation>
    </message>
    <message>
        <source>%1 of %2 nodes changed, %3 failed.</source>
        <extracomment>%1, %2 and %3 numbers of nodes</extracomment>
        <translation>%2 个节点中 %1 个已更改，%3 个失败。</translation>
    </message>
    <message>
        <source>Nobody leads it now.</source>
        <translation>目前无人主持。</translation>
    </message>
    <message>
        <source>Led by %1.</source>
        <translation>由 %1. 主导</translation>
    </message>
    <message>
        <source>Waits for approval %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>等待审批 %1。</translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>WAVES</source>
        <translation>波次</translation>
    </message>
    <message>
        <source>REQUESTED</source>
        <translation>申请时间</translation>
    </message>
    <message>
        <source>Stop following after so many seconds, exit status 7 (default: never).</source>
        <translation>在此秒数后停止跟随，退出状态 7（默认：从不）。</translation>
    </message>
    <message>
        <source>%1, wave %2 of %3</source>
        <extracomment>%1 a state, %2 and %3 numbers</extracomment>
        <translation>%1，第 %2 波，共 %3 波</translation>
    </message>
    <message>
        <source>The time to follow is over while it is %1; it goes on without a follower.</source>
        <extracomment>%1 a state</extracomment>
        <translation>跟随时间已到，当前为 %1；它将在无人跟随下继续。</translation>
    </message>
    <message>
        <source>NODE</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>MODULES</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>LAST SEEN</source>
        <translation>最近出现</translation>
    </message>
    <message>
        <source>Lists the nodes.</source>
        <translation>列出节点。</translation>
    </message>
    <message>
        <source>Shows one node.</source>
        <translation>显示一个节点。</translation>
    </message>
    <message>
        <source>Its name.</source>
        <translation>节点名称。</translation>
    </message>
    <message>
        <source>Lists who leads which scope, with the fence of each lease.</source>
        <translation>列出谁主持哪个范围，以及每个租约的防护令牌。</translation>
    </message>
    <message>
        <source>LEADER</source>
        <translation>主持者</translation>
    </message>
    <message>
        <source>FENCE</source>
        <translation>防护令牌</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>自</translation>
    </message>
    <message>
        <source>list the nodes</source>
        <translation>列出节点</translation>
    </message>
    <message>
        <source>show one node</source>
        <translation>显示一个节点</translation>
    </message>
    <message>
        <source>list who leads what</source>
        <translation>列出谁主持什么</translation>
    </message>
    <message>
        <source>Shows what a rollout would do in the lab, without starting it.</source>
        <translation>显示在实验室中发布会做什么，而不启动它。</translation>
    </message>
    <message>
        <source>Plan in the lab; the rule where no database is named.</source>
        <translation>在实验室中规划；未指定数据库时即如此。</translation>
    </message>
    <message>
        <source>set up and check the shared database</source>
        <translation>设置并检查共享数据库</translation>
    </message>
    <message>
        <source>pack, sign, verify and push module packages</source>
        <translation>打包、签名、验证并推送模块包</translation>
    </message>
    <message>
        <source>plan, submit, follow and steer rollouts</source>
        <translation>规划、提交、跟随并控制发布</translation>
    </message>
    <message>
        <source>vote on rollouts</source>
        <translation>对发布投票</translation>
    </message>
    <message>
        <source>look at the nodes</source>
        <translation>查看节点</translation>
    </message>
    <message>
        <source>let new nodes enrol</source>
        <translation>让新节点注册</translation>
    </message>
    <message>
        <source>see who leads</source>
        <translation>查看谁在主持</translation>
    </message>
    <message>
        <source>see who did what</source>
        <translation>查看谁做了什么</translation>
    </message>
    <message>
        <source>Makes a login a member of a tenant, or changes what it may do there. A login that is not there yet is made.</source>
        <translation>使登录名成为租户成员，或更改其权限。不存在的登录名会被创建。</translation>
    </message>
    <message>
        <source>Name that PostgreSQL knows.</source>
        <translation>PostgreSQL 所知的名称。</translation>
    </message>
    <message>
        <source>Tenant.</source>
        <translation>租户。</translation>
    </message>
    <message>
        <source>Name that others see in approvals and audit.</source>
        <translation>他人在审批和审计中看到的名称。</translation>
    </message>
    <message>
        <source>viewer (the default), deployer, approver or admin; may be repeated.</source>
        <translation>viewer（默认）、deployer、approver 或 admin；可重复。</translation>
    </message>
    <message>
        <source>Approval group; may be repeated.</source>
        <translation>审批组；可重复。</translation>
    </message>
    <message>
        <source>Public key that its votes are checked with.</source>
        <translation>用于核验其投票的公钥。</translation>
    </message>
    <message>
        <source>It is an orchestrator agent, not a person.</source>
        <translation>它是编排代理，不是人。</translation>
    </message>
    <message>
        <source>Read a new login&apos;s password from standard input (default: print a new one once).</source>
        <translation>从标准输入读取新登录名的密码（默认：显示一次新密码）。</translation>
    </message>
    <message>
        <source>%1 is %3 in %2.</source>
        <extracomment>%1 a login, %2 a tenant, %3 a name</extracomment>
        <translation>%1 在 %2 中是 %3。</translation>
    </message>
    <message>
        <source>Password, shown this once: %1</source>
        <extracomment>%1 a password</extracomment>
        <translation>密码，仅显示这一次：%1</translation>
    </message>
    <message>
        <source>Lists who may do what.</source>
        <translation>列出谁可以做什么。</translation>
    </message>
    <message>
        <source>Only of this tenant.</source>
        <translation>仅此租户。</translation>
    </message>
    <message>
        <source>TENANT</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>USER</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>LOGIN</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>ROLES</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>GROUPS</source>
        <translation>组</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>orchestrator</source>
        <translation>编排器</translation>
    </message>
    <message>
        <source>Takes a membership away; the login sees nothing of the tenant from then on.</source>
        <translation>取消成员资格；该登录名从此看不到租户的任何内容。</translation>
    </message>
    <message>
        <source>End its sessions and drop the login too.</source>
        <translation>同时结束其会话并删除登录名。</translation>
    </message>
    <message>
        <source>%1 is no member of %2 any more.</source>
        <extracomment>%1 a login, %2 a tenant</extracomment>
        <translation>%1 不再是 %2 的成员。</translation>
    </message>
    <message>
        <source>Makes a tenant.</source>
        <translation>创建租户。</translation>
    </message>
    <message>
        <source>make a login a member, or change what it may do</source>
        <translation>使登录名成为成员，或更改其权限</translation>
    </message>
    <message>
        <source>list who may do what</source>
        <translation>列出谁可以做什么</translation>
    </message>
    <message>
        <source>take a membership away</source>
        <translation>取消成员资格</translation>
    </message>
    <message>
        <source>make a tenant</source>
        <translation>创建租户</translation>
    </message>
    <message>
        <source>Environment of the nodes.</source>
        <translation>节点所在的环境。</translation>
    </message>
    <message>
        <source>How many nodes may enrol with it (default 1).</source>
        <translation>可用它注册的节点数（默认 1）。</translation>
    </message>
    <message>
        <source>How long it counts (default 24).</source>
        <translation>有效时长（默认 24）。</translation>
    </message>
    <message>
        <source>make a token that new nodes enrol with</source>
        <translation>生成供新节点注册的令牌</translation>
    </message>
    <message>
        <source>Module to roll out.</source>
        <translation>要发布的模块。</translation>
    </message>
    <message>
        <source>Its version; it must have been pushed.</source>
        <translation>其版本；必须已推送。</translation>
    </message>
    <message>
        <source>Where to.</source>
        <translation>目标环境。</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary (default: the environment&apos;s).</source>
        <translation>direct、rolling、blueGreen 或 canary（默认：环境的策略）。</translation>
    </message>
    <message>
        <source>Only this node; may be repeated.</source>
        <translation>仅此节点；可重复。</translation>
    </message>
    <message>
        <source>Only nodes with this label; may be repeated.</source>
        <translation>仅带此标签的节点；可重复。</translation>
    </message>
    <message>
        <source>What it is for.</source>
        <translation>用途说明。</translation>
    </message>
    <message>
        <source>End those that wait in the queue before it.</source>
        <translation>结束队列中排在它前面的部署。</translation>
    </message>
    <message>
        <source>Checks packages and puts them where every agent finds them.</source>
        <translation>检查软件包并放到每个代理都能找到的地方。</translation>
    </message>
    <message>
        <source>Package (.hsm); may be repeated.</source>
        <translation>软件包（.hsm）；可重复。</translation>
    </message>
    <message>
        <source>Pushed %1 %2.</source>
        <extracomment>%1 a module, %2 its version</extracomment>
        <translation>已推送 %1 %2。</translation>
    </message>
    <message>
        <source>Lists packages that were pushed.</source>
        <translation>列出已推送的软件包。</translation>
    </message>
    <message>
        <source>BYTES</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>DIGEST</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>put packages where every agent finds them</source>
        <translation>将软件包放到每个代理都能找到的地方</translation>
    </message>
    <message>
        <source>list packages that were pushed</source>
        <translation>列出已推送的软件包</translation>
    </message>
    <message>
        <source>Node to leave out.</source>
        <translation>要跳过的节点。</translation>
    </message>
    <message>
        <source>All waves at once; needs --reason.</source>
        <translation>一次全部波次；需要 --reason。</translation>
    </message>
    <message>
        <source>Follow the deployment to its end.</source>
        <translation>跟随部署直到结束。</translation>
    </message>
    <message>
        <source>At most so many rows, 1 to 500 (default 50).</source>
        <translation>最多的行数，1 到 500（默认 50）。</translation>
    </message>
    <message>
        <source>The rows after a list that was longer.</source>
        <translation>接着上一份未列完的列表的行。</translation>
    </message>
    <message>
        <source>There is more: --page %1</source>
        <extracomment>%1 text to give back</extracomment>
        <translation>还有更多：--page %1</translation>
    </message>
    <message>
        <source>Starts nothing more until it is resumed.</source>
        <translation>在恢复之前不再开始新的步骤。</translation>
    </message>
    <message>
        <source>%1 pauses.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 已暂停。</translation>
    </message>
    <message>
        <source>Goes on after a pause.</source>
        <translation>暂停后继续。</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 继续。</translation>
    </message>
    <message>
        <source>Ends the present wave&apos;s watching: the next one starts now.</source>
        <translation>结束对当前波次的观察：下一波立即开始。</translation>
    </message>
    <message>
        <source>%1 is promoted.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 已推进。</translation>
    </message>
    <message>
        <source>Leaves one node out.</source>
        <translation>跳过一个节点。</translation>
    </message>
    <message>
        <source>%1 leaves the node out.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 跳过该节点。</translation>
    </message>
    <message>
        <source>Stops it and takes changed nodes back to the stable release.</source>
        <translation>停止并将已更改的节点恢复到稳定版本。</translation>
    </message>
    <message>
        <source>%1 is stopped and taken back.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 已停止并被收回。</translation>
    </message>
    <message>
        <source>Tries again on the nodes where it failed.</source>
        <translation>在失败的节点上重试。</translation>
    </message>
    <message>
        <source>%1 tries again.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 重试中。</translation>
    </message>
    <message>
        <source>Goes back to the release before it.</source>
        <translation>回到之前的版本。</translation>
    </message>
    <message>
        <source>%1 goes back.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 正在回退。</translation>
    </message>
    <message>
        <source>Accepts what an unfinished rollback left as it is; needs --reason.</source>
        <translation>接受未完成的回滚留下的现状；需要 --reason。</translation>
    </message>
    <message>
        <source>%1 is accepted as it is.</source>
        <extracomment>%1 an id</extracomment>
        <translation>%1 已按现状接受。</translation>
    </message>
    <message>
        <source>The database is out of reach, so nobody knows what becomes of %1; look at it again later.</source>
        <translation>无法连接数据库，因此无人知道 %1 的结果；请稍后再查看。</translation>
    </message>
    <message>
        <source>GATEWAY</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>ENROLLED</source>
        <translation>注册时间</translation>
    </message>
    <message>
        <source>Lists the nodes that enrolled: gateway, state, releases, when last seen.</source>
        <translation>列出已注册的节点：网关、状态、发布版本、最后出现时间。</translation>
    </message>
    <message>
        <source>Ends a node&apos;s session and lets it in no more, whatever token it brings. What runs on its host goes on; deployments leave it out. There is no way back under the same name.</source>
        <translation>结束节点的会话，并且无论它带来什么令牌都不再接纳。其主机上运行的程序继续运行；部署会略过它。同一名称无法再恢复。</translation>
    </message>
    <message>
        <source>%1 is revoked: its session ends, and it is let in no more.</source>
        <extracomment>%1 name of a node</extracomment>
        <translation>%1 已被吊销：其会话结束，不再被接纳。</translation>
    </message>
    <message>
        <source>%1 was revoked before.</source>
        <translation>%1 之前已被吊销。</translation>
    </message>
    <message>
        <source>list the nodes that enrolled</source>
        <translation>列出已注册的节点</translation>
    </message>
    <message>
        <source>let a node in no more</source>
        <translation>不再接纳某个节点</translation>
    </message>
    <message>
        <source>Lets leaders go on after a failover or a restore that lost the latest commits. Compare the latest deployments with what the nodes run first: what was lost has to be submitted anew. Only for administrators.</source>
        <translation>在故障切换或恢复丢失了最后的提交之后，让主导者继续。请先把最近的部署与节点实际运行的内容比较：丢失的需要重新提交。仅限管理员。</translation>
    </message>
    <message>
        <source>Confirmed for %1: commits up to %2 are lost. Leaders go on.</source>
        <extracomment>%1 a tenant, %2 a time</extracomment>
        <translation>已为 %1 确认：截至 %2 的提交已丢失。主导者继续。</translation>
    </message>
    <message>
        <source>go on after commits were lost</source>
        <translation>在提交丢失后继续</translation>
    </message>
    <message>
        <source>AGENT</source>
        <translation>代理</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) run agent %1</source>
        <translation>
            <numerusform>%n 个节点运行代理 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Its latest log lines instead.</source>
        <translation>改为显示其最近的日志行。</translation>
    </message>
    <message>
        <source>Its commands and receipts instead, newest first.</source>
        <translation>改为显示其命令和回执，最新的在前。</translation>
    </message>
    <message>
        <source>make hosts of an inventory known as expected nodes</source>
        <translation>将清单中的主机登记为预期节点</translation>
    </message>
    <message>
        <source>take nodes out of their load balancers</source>
        <translation>将节点从其负载均衡器中移出</translation>
    </message>
    <message>
        <source>put nodes back</source>
        <translation>将节点放回</translation>
    </message>
    <message>
        <source>stop everything of a module in an environment</source>
        <translation>停止某个环境中某个模块的一切部署</translation>
    </message>
    <message>
        <source>let a stopped line go on</source>
        <translation>让已停止的发布线继续</translation>
    </message>
    <message>
        <source>list drains and stops with their counts</source>
        <translation>列出排空和停止及其计数</translation>
    </message>
    <message>
        <source>Makes the hosts of an inventory known as nodes that are expected. CSV with the columns name and environment, every other one being a label; or Ansible&apos;s, as INI or as ansible-inventory --list prints it, with the variables hotswap_environment and hotswap_label_NAME. May be repeated: only what changed is changed.</source>
        <translation>将清单中的主机登记为预期节点。清单可为 CSV，含 name 和 environment 列，其余各列均为标签；也可为 Ansible 清单，INI 格式或 ansible-inventory --list 的输出，使用变量 hotswap_environment 和 hotswap_label_NAME。可重复执行：只更改有变化的部分。</translation>
    </message>
    <message>
        <source>The inventory.</source>
        <translation>清单。</translation>
    </message>
    <message>
        <source>Environment of hosts that name none.</source>
        <translation>未指定环境的主机所用的环境。</translation>
    </message>
    <message>
        <source>csv, ini or json (default: as the file looks).</source>
        <translation>csv、ini 或 json（默认：按文件内容判断）。</translation>
    </message>
    <message>
        <source>%1 added, %2 changed, %3 unchanged, %4 enrolled before and left as they are.</source>
        <translation>新增 %1 个，更改 %2 个，未变 %3 个，%4 个此前已注册，保持不变。</translation>
    </message>
    <message>
        <source>Makes a key pair: the secret half in FILE, readable by you alone, the public half in FILE.pub. Nothing is overwritten.</source>
        <translation>生成密钥对：私钥在 FILE，仅您可读；公钥在 FILE.pub。不会覆盖任何文件。</translation>
    </message>
    <message>
        <source>Secret key to write.</source>
        <translation>要写入的私钥。</translation>
    </message>
    <message>
        <source>module, orchestrator, voter, node, root, releases or timestamp.</source>
        <translation>module、orchestrator、voter、node、root、releases 或 timestamp。</translation>
    </message>
    <message>
        <source>Keep the secret half in the desktop&apos;s keychain instead of FILE.</source>
        <translation>将私钥保存在桌面的密钥链中，而不是 FILE。</translation>
    </message>
    <message>
        <source>There is no keychain to use here (%1): the secret half goes into a file that you alone can read.</source>
        <extracomment>%1 why</extracomment>
        <translation>此处没有可用的密钥链（%1）：私钥将写入仅您可读的文件。</translation>
    </message>
    <message>
        <source>the keychain</source>
        <translation>密钥链</translation>
    </message>
    <message>
        <source>Shows a key file&apos;s id and purpose, never its secret.</source>
        <translation>显示密钥文件的 ID 和用途，绝不显示私密内容。</translation>
    </message>
    <message>
        <source>Secret or public key file.</source>
        <translation>私钥或公钥文件。</translation>
    </message>
    <message>
        <source>Lists the public keys (*.pub) of a folder.</source>
        <translation>列出文件夹中的公钥（*.pub）。</translation>
    </message>
    <message>
        <source>The folder.</source>
        <translation>文件夹。</translation>
    </message>
    <message>
        <source>PURPOSE</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>make a key pair</source>
        <translation>生成密钥对</translation>
    </message>
    <message>
        <source>show a key file&apos;s id and purpose</source>
        <translation>显示密钥文件的 ID 和用途</translation>
    </message>
    <message>
        <source>list the public keys of a folder</source>
        <translation>列出文件夹中的公钥</translation>
    </message>
    <message>
        <source>whom nodes believe: make, sign, rotate, publish</source>
        <translation>节点信任谁：生成、签名、轮换、发布</translation>
    </message>
    <message>
        <source>keys, and whom nodes believe</source>
        <translation>密钥，以及节点信任谁</translation>
    </message>
    <message>
        <source>Lists what nodes refused or found wrong: the latest of each node.</source>
        <translation>列出节点拒绝或发现有误的内容：每个节点最近的记录。</translation>
    </message>
    <message>
        <source>WHEN</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>TIMES</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>REASON</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>ABOUT</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>DETAIL</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>what nodes refused or found wrong</source>
        <translation>节点拒绝或发现有误的内容</translation>
    </message>
    <message>
        <source>make the authority that gateways and nodes go by</source>
        <translation>生成网关和节点所依据的证书颁发机构</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>DEPLOYMENT</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Makes the certificate authority of this installation, once. Its file is a secret: every orchestrator gets it, with hotswap-agent orchestrator --authority. Without --out, says which authority there is.</source>
        <translation>生成此安装的证书颁发机构，仅一次。其文件须保密：通过 hotswap-agent orchestrator --authority 提供给每个编排器。不加 --out 时，显示现有的证书颁发机构。</translation>
    </message>
    <message>
        <source>New file for the authority, with mode 0600.</source>
        <translation>用于证书颁发机构的新文件，权限为 0600。</translation>
    </message>
    <message>
        <source>Makes a token that new nodes of one environment enrol with. It is shown once; put it into a file with mode 0600 on the node and name that with hotswap-agent node --token.</source>
        <translation>生成供一个环境的新节点注册的令牌。令牌仅显示一次；请在节点上将其存入权限为 0600 的文件，并用 hotswap-agent node --token 指定该文件。</translation>
    </message>
    <message>
        <source>Only for nodes with this label; may be given several times.</source>
        <translation>仅用于带此标签的节点；可多次指定。</translation>
    </message>
    <message>
        <source>How long it counts (default 10).</source>
        <translation>有效时长（默认 10）。</translation>
    </message>
    <message>
        <source>On the node, with the token in the file token:</source>
        <translation>在节点上执行（令牌在文件 token 中）：</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>已确认 %1/%2</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>，%1 个失败</translation>
    </message>
    <message>
        <source>Wait until every node has answered, with the live count.</source>
        <translation>等待每个节点应答，并实时显示计数。</translation>
    </message>
    <message>
        <source>The time to wait is over with %1; it goes on without anybody waiting.</source>
        <translation>等待时间已到，当前%1；它将在无人等待下继续。</translation>
    </message>
    <message>
        <source>Not every node did it, first %1.</source>
        <extracomment>%1 &quot;n1: what happened&quot;</extracomment>
        <translation>并非每个节点都已完成，首个为 %1。</translation>
    </message>
    <message>
        <source>Names of nodes of one environment.</source>
        <translation>同一环境中的节点名称。</translation>
    </message>
    <message>
        <source>Environment of the line.</source>
        <translation>发布线的环境。</translation>
    </message>
    <message>
        <source>Module of the line.</source>
        <translation>发布线的模块。</translation>
    </message>
    <message>
        <source>Takes nodes out of their load balancers, confirmed by these. Deployments leave them out until they are undrained.</source>
        <translation>将节点从其负载均衡器中移出，并由负载均衡器确认。在取消排空之前，部署会略过这些节点。</translation>
    </message>
    <message>
        <source>Draining, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>正在排空，指令 %1。</translation>
    </message>
    <message>
        <source>Puts drained nodes back into their load balancers.</source>
        <translation>将已排空的节点放回其负载均衡器。</translation>
    </message>
    <message>
        <source>Undraining, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>正在取消排空，指令 %1。</translation>
    </message>
    <message>
        <source>Stops the line of a module: its deployments pause, commands that no node has taken are void, and every node of the environment confirms. Nothing of it goes on until fleet release.</source>
        <translation>停止某个模块的发布线：其部署暂停，尚无节点接收的命令作废，并由该环境的每个节点确认。在执行 fleet release 之前，其一切部署都不会继续。</translation>
    </message>
    <message>
        <source>The line is stopped, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>发布线已停止，指令 %1。</translation>
    </message>
    <message>
        <source>Lets a stopped line go on; deployments that the stop paused resume.</source>
        <translation>让已停止的发布线继续；因停止而暂停的部署将恢复。</translation>
    </message>
    <message>
        <source>The line goes on, order %1.</source>
        <extracomment>%1 an id</extracomment>
        <translation>发布线继续，指令 %1。</translation>
    </message>
    <message>
        <source>Lists drains, undrains, stops and releases, newest first.</source>
        <translation>列出排空、取消排空、停止和放行，最新的在前。</translation>
    </message>
    <message>
        <source>ORDER</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>AT</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Makes a root document from a description in TOML, as version 1 or as the one after another.</source>
        <translation>根据 TOML 描述生成根文档，作为版本 1 或另一根文档的下一版本。</translation>
    </message>
    <message>
        <source>Description file.</source>
        <translation>描述文件。</translation>
    </message>
    <message>
        <source>Root document that this one follows.</source>
        <translation>此根文档所接续的根文档。</translation>
    </message>
    <message>
        <source>Makes the next version of a root document: with a later end, and with keys revoked.</source>
        <translation>生成根文档的下一版本：延后到期时间，并吊销密钥。</translation>
    </message>
    <message>
        <source>The root document in force.</source>
        <translation>当前生效的根文档。</translation>
    </message>
    <message>
        <source>Id of a key to revoke; may be repeated.</source>
        <translation>要吊销的密钥的 ID；可重复。</translation>
    </message>
    <message>
        <source>How long it counts (default 365).</source>
        <translation>有效时长（默认 365）。</translation>
    </message>
    <message>
        <source>Adds a signature to a trust document, or renews the one by the same key.</source>
        <translation>为信任文档添加签名，或更新同一密钥的签名。</translation>
    </message>
    <message>
        <source>The document.</source>
        <translation>文档。</translation>
    </message>
    <message>
        <source>Secret key file.</source>
        <translation>私钥文件。</translation>
    </message>
    <message>
        <source>%1 is signed by %2.</source>
        <extracomment>%1 a file, %2 a key&apos;s id</extracomment>
        <translation>%1 已由 %2 签名。</translation>
    </message>
    <message>
        <source>Checks documents as a node does: a first root, then those that follow it, then a list and its timestamp.</source>
        <translation>像节点一样检查文档：先是首个根文档，再是其后续根文档，然后是清单及其时间戳。</translation>
    </message>
    <message>
        <source>The documents, the first root in front.</source>
        <translation>各文档，首个根文档在最前。</translation>
    </message>
    <message>
        <source>Of the list and timestamp.</source>
        <translation>清单和时间戳所属的环境。</translation>
    </message>
    <message>
        <source>A node would go by root %1, list %2, timestamp %3.</source>
        <extracomment>%1 to %3 version numbers</extracomment>
        <translation>节点将依据根文档 %1、清单 %2、时间戳 %3。</translation>
    </message>
    <message>
        <source>make a root document from a description</source>
        <translation>根据描述生成根文档</translation>
    </message>
    <message>
        <source>make the next version: later end, keys revoked</source>
        <translation>生成下一版本：延后到期、吊销密钥</translation>
    </message>
    <message>
        <source>add a signature to a document</source>
        <translation>为文档添加签名</translation>
    </message>
    <message>
        <source>check documents as a node does</source>
        <translation>像节点一样检查文档</translation>
    </message>
    <message>
        <source>make the list of releases of an environment</source>
        <translation>生成某个环境的版本清单</translation>
    </message>
    <message>
        <source>make the timestamp that names a list</source>
        <translation>生成指明清单的时间戳</translation>
    </message>
    <message>
        <source>give signed documents to the nodes</source>
        <translation>将已签名的文档提供给节点</translation>
    </message>
    <message>
        <source>Wrote %1. It counts once enough keys have signed it: hotswapctl key root sign.</source>
        <extracomment>%1 a file</extracomment>
        <translation>已写入 %1。有足够多的密钥签名后生效：hotswapctl key root sign。</translation>
    </message>
    <message>
        <source>File to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>Makes the list of releases that may run in an environment: the packages named, and with --after those of the list before.</source>
        <translation>生成可在某个环境中运行的版本清单：包括所指定的软件包，加 --after 时还包括前一清单中的版本。</translation>
    </message>
    <message>
        <source>Packages (.hsm).</source>
        <translation>软件包（.hsm）。</translation>
    </message>
    <message>
        <source>Environment.</source>
        <translation>环境。</translation>
    </message>
    <message>
        <source>List that this one follows.</source>
        <translation>此清单所接续的清单。</translation>
    </message>
    <message>
        <source>Digest of a release to take off; may be repeated.</source>
        <translation>要移除的版本的摘要；可重复。</translation>
    </message>
    <message>
        <source>How long it counts (default 90).</source>
        <translation>有效时长（默认 90）。</translation>
    </message>
    <message>
        <source>The list of releases.</source>
        <translation>版本清单。</translation>
    </message>
    <message>
        <source>Version of the root in force (default 1).</source>
        <translation>当前生效的根文档的版本（默认 1）。</translation>
    </message>
    <message>
        <source>Its own version: above the one before (default 1).</source>
        <translation>其自身的版本：须高于前一个（默认 1）。</translation>
    </message>
    <message>
        <source>Gives signed documents to the nodes by way of the database. A list is given together with its timestamp. Nodes check everything themselves.</source>
        <translation>通过数据库将已签名的文档提供给节点。清单须与其时间戳一同提供。节点会自行检查全部内容。</translation>
    </message>
    <message>
        <source>Documents in the order in which they count.</source>
        <translation>按生效顺序排列的文档。</translation>
    </message>
    <message>
        <source>%1 is published as %2 %3.</source>
        <extracomment>%1 a file, %2 a kind of document, %3 its version</extracomment>
        <translation>%1 已发布为 %2 %3。</translation>
    </message>
    <message>
        <source>write one as an HTML file with charts</source>
        <translation>将一次发布写成带图表的 HTML 文件</translation>
    </message>
    <message>
        <source>It goes by a policy of its own.</source>
        <translation>它使用自带的策略。</translation>
    </message>
    <message>
        <source>It goes by the default policy.</source>
        <translation>它使用默认策略。</translation>
    </message>
    <message>
        <source>It goes by version %1 of the environment&apos;s policies.</source>
        <translation>它使用该环境策略的版本 %1。</translation>
    </message>
    <message>
        <source>TOML file with the metric providers that policies name, for Development.</source>
        <translation>含策略所引用指标来源的 TOML 文件，用于 Development。</translation>
    </message>
    <message>
        <source>Wave %1 was decided %2 s after its bake began: %3.</source>
        <extracomment>%1 number of the wave, %2 seconds, %3 &quot;pass&quot;</extracomment>
        <translation>第 %1 波在观察开始 %2 秒后判定：%3。</translation>
    </message>
    <message>
        <source>what rollouts go by, and how they are judged</source>
        <translation>发布所遵循的规则及其判定方式</translation>
    </message>
    <message>
        <source>see why a wave was stopped or passed</source>
        <translation>查看某一波被停止或通过的原因</translation>
    </message>
    <message>
        <source>RELEASE</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>CAME TO</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>WITH THIS POLICY</source>
        <translation>采用此策略</translation>
    </message>
    <message>
        <source>COMPARED</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Tries a policy on the kept evidence of past rollouts: what it would have stopped, how much earlier, and what wrongly.</source>
        <translation>用过往发布保存的证据试验一项策略：它会停止什么、早多少，以及误停了什么。</translation>
    </message>
    <message>
        <source>Policy file (TOML).</source>
        <translation>策略文件（TOML）。</translation>
    </message>
    <message>
        <source>So many of the rollouts that ended (default 20).</source>
        <translation>已结束发布的数量（默认 20）。</translation>
    </message>
    <message>
        <source>Module (default: every module of the environment).</source>
        <translation>模块（默认：该环境的所有模块）。</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a module, %2 an environment</extracomment>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>The default policy of %1.</source>
        <translation>%1 的默认策略。</translation>
    </message>
    <message>
        <source>The policy of %1, version %2.</source>
        <extracomment>%1 an environment, or a module in an environment; %2 a number</extracomment>
        <translation>%1 的策略，版本 %2。</translation>
    </message>
    <message>
        <source>Prints the policy that a deployment goes by, as a file with comments: the one that was set, or the default.</source>
        <translation>将部署所遵循的策略输出为带注释的文件：已设置的策略或默认策略。</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary (default: the policy&apos;s).</source>
        <translation>direct、rolling、blueGreen 或 canary（默认：策略中的）。</translation>
    </message>
    <message>
        <source>Sets the policy that new deployments of an environment, or of one module there, go by. Running ones keep theirs.</source>
        <translation>设置某环境或其中某模块的新部署所遵循的策略。运行中的部署保留原策略。</translation>
    </message>
    <message>
        <source>Why; it is kept.</source>
        <translation>原因；会被保存。</translation>
    </message>
    <message>
        <source>Only if this is the newest version yet, 0 for none.</source>
        <translation>仅当这仍是最新版本时；0 表示没有。</translation>
    </message>
    <message>
        <source>In force as version %1.</source>
        <extracomment>%1 the version of a policy</extracomment>
        <translation>已生效，版本 %1。</translation>
    </message>
    <message>
        <source>Lists the policies that were set for an environment, newest first.</source>
        <translation>列出为某环境设置过的策略，最新的在前。</translation>
    </message>
    <message>
        <source>At most this many (default 50).</source>
        <translation>最多这么多（默认 50）。</translation>
    </message>
    <message>
        <source>STRATEGY</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>every</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>check a policy file</source>
        <translation>检查策略文件</translation>
    </message>
    <message>
        <source>print the policy that a deployment goes by</source>
        <translation>输出部署所遵循的策略</translation>
    </message>
    <message>
        <source>set the policy of an environment or module</source>
        <translation>设置环境或模块的策略</translation>
    </message>
    <message>
        <source>list the policies that were set</source>
        <translation>列出设置过的策略</translation>
    </message>
    <message>
        <source>try a policy on the evidence of past rollouts</source>
        <translation>用过往发布的证据试验策略</translation>
    </message>
    <message>
        <source>make a policy of a Kayenta configuration</source>
        <translation>由 Kayenta 配置生成策略</translation>
    </message>
    <message>
        <source>%1: expected %2</source>
        <extracomment>%1 a field, %2 what would be right there</extracomment>
        <translation>%1：应为 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n wrong field(s); correct what is listed.</source>
        <extracomment>%1 a file, %n how many fields are wrong</extracomment>
        <translation>
            <numerusform>%1 有 %n 个错误字段；请更正所列内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks a policy file and says every wrong field at once.</source>
        <translation>检查策略文件，一次列出所有错误字段。</translation>
    </message>
    <message>
        <source>Whose defaults it stands on (default Production).</source>
        <translation>以谁的默认值为基础（默认 Production）。</translation>
    </message>
    <message>
        <source>direct, rolling, blueGreen or canary (default: the file&apos;s, else the environment&apos;s).</source>
        <translation>direct、rolling、blueGreen 或 canary（默认：文件中的，否则为环境的）。</translation>
    </message>
    <message>
        <source>%1 is right: %2 for %3.</source>
        <extracomment>%1 a file, %2 a strategy, %3 an environment</extracomment>
        <translation>%1 正确：%3 采用 %2。</translation>
    </message>
    <message>
        <source>Makes a policy file of a Kayenta canary configuration (JSON) and prints it.</source>
        <translation>由 Kayenta 金丝雀配置（JSON）生成策略文件并输出。</translation>
    </message>
    <message>
        <source>Canary configuration.</source>
        <translation>金丝雀配置。</translation>
    </message>
    <message>
        <source>Whose defaults the rest is (default Production).</source>
        <translation>其余部分采用谁的默认值（默认 Production）。</translation>
    </message>
    <message>
        <source>Name of the Prometheus in the agents&apos; configuration (default prometheus).</source>
        <translation>代理配置中 Prometheus 的名称（默认 prometheus）。</translation>
    </message>
    <message>
        <source>From the canary configuration %1.</source>
        <extracomment>%1 a file</extracomment>
        <translation>来自金丝雀配置 %1。</translation>
    </message>
    <message>
        <source>Writes a rollout as one HTML file with its verdicts, charts and events.</source>
        <translation>将一次发布及其判定、图表和事件写成一个 HTML 文件。</translation>
    </message>
    <message>
        <source>Wrote %1.</source>
        <extracomment>%1 a file</extracomment>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>being changed</source>
        <translation>变更中</translation>
    </message>
    <message>
        <source>watched</source>
        <translation>观察中</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Report of rollout %1</source>
        <translation>发布 %1 的报告</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Asked for at</source>
        <translation>申请时间</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Release before</source>
        <translation>之前的版本</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nodes</source>
        <extracomment>%1, %2 and %3 numbers of nodes</extracomment>
        <translation>节点</translation>
    </message>
    <message>
        <source>%1 of %2 changed, %3 failed, %4 taken back</source>
        <translation>%2 个中已变更 %1 个，失败 %3 个，撤回 %4 个</translation>
    </message>
    <message>
        <source>Digest of the release</source>
        <translation>版本摘要</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>波次</translation>
    </message>
    <message>
        <source>Wave</source>
        <translation>波次</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Watched from</source>
        <translation>观察开始</translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>查看次数</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>wave %1</source>
        <extracomment>%1 number of a wave</extracomment>
        <translation>第 %1 波</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>New release and baseline over time</source>
        <translation>新版本与基线随时间变化</translation>
    </message>
    <message>
        <source>No evidence is kept of this rollout.</source>
        <translation>此次发布没有保存证据。</translation>
    </message>
    <message>
        <source>Nothing was measured while it was watched.</source>
        <translation>观察期间没有测量到任何数据。</translation>
    </message>
    <message>
        <source>new release</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>The evidence is cut: there were more looks than are kept.</source>
        <translation>证据已截断：查看次数多于可保存的数量。</translation>
    </message>
    <message>
        <source>%1 (dry run)</source>
        <extracomment>%1 &quot;stopped&quot;
----------
%1 name of a metric that is judged but does not count</extracomment>
        <translation>%1（试运行）</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>判定方</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>New release</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Still needed</source>
        <translation>仍需</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>None was asked for.</source>
        <translation>未要求审批。</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Voter</source>
        <translation>投票人</translation>
    </message>
    <message>
        <source>Vote</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Event log</source>
        <translation>事件日志</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间（UTC）</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Particulars</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>There were more events than are shown here.</source>
        <translation>事件多于此处所示。</translation>
    </message>
    <message>
        <source>Policy file to go by (default: the one set for module and environment).</source>
        <translation>要遵循的策略文件（默认：为模块和环境设置的策略）。</translation>
    </message>
    <message>
        <source>%1 %2 to %3, wave %4 of %5, look %6 at %7</source>
        <extracomment>%1 module, %2 version, %3 environment, %4 and %5 wave numbers, %6 number of a look, %7 time</extracomment>
        <translation>%1 %2 到 %3，第 %4 波（共 %5 波），第 %6 次查看，%7</translation>
    </message>
    <message>
        <source>%1  %2  %3</source>
        <extracomment>%1 number of a look, %2 time, %3 sentence</extracomment>
        <translation>%1  %2  %3</translation>
    </message>
    <message>
        <source>No evidence is kept of this deployment: only the numbers above.</source>
        <translation>此部署没有保存证据：只有上面的数字。</translation>
    </message>
    <message>
        <source>Says why a wave was stopped, passed or is not decided, with the numbers.</source>
        <translation>用数字说明某一波为何被停止、通过或尚未判定。</translation>
    </message>
    <message>
        <source>Number of the wave; without it the last one judged.</source>
        <translation>波次编号；省略则为最后判定的一波。</translation>
    </message>
    <message>
        <source>Every look at the wave, a line each.</source>
        <translation>对该波的每次查看，各一行。</translation>
    </message>
    <message>
        <source>This wave has not been judged.</source>
        <translation>该波尚未判定。</translation>
    </message>
    <message>
        <source>say why a wave was judged as it was</source>
        <translation>说明某一波为何如此判定</translation>
    </message>
    <message>
        <source>METRIC</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>JUDGE</source>
        <translation>判定方</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>CANARY</source>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>BASELINE</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>DIFFERENCE</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>EVIDENCE</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>NEEDED</source>
        <translation>仍需</translation>
    </message>
    <message>
        <source>make, sign and publish the next timestamp</source>
        <translation>生成、签名并发布下一个时间戳</translation>
    </message>
    <message>
        <source>Makes the timestamp that says which list is the latest. It is to be made anew before it runs out: hotswapctl key root renew.</source>
        <translation>生成说明哪份清单是最新的时间戳。须在其过期之前更新：hotswapctl key root renew。</translation>
    </message>
    <message>
        <source>Makes, signs and publishes the next timestamp of a list, once nodes would take it. For a timer: a list whose timestamp has run out lets nothing new begin.</source>
        <translation>生成、签名并发布清单的下一个时间戳，前提是节点会接受它。供定时器使用：时间戳已过期的清单不允许任何新的开始。</translation>
    </message>
    <message>
        <source>The list of releases, signed: one&apos;s own file of it.</source>
        <translation>已签名的发布清单：自己保存的文件。</translation>
    </message>
    <message>
        <source>Timestamp %1 says that list %2 is the latest, for %3 h.</source>
        <extracomment>%1 the version of a timestamp, %2 that of a list, %3 a number of hours</extracomment>
        <translation>时间戳 %1 说明清单 %2 是最新的，有效期 %3 小时。</translation>
    </message>
</context>
<context>
    <name>DatabaseText</name>
    <message>
        <source>This version of PostgreSQL is not supported.</source>
        <translation>不支持此版本的 PostgreSQL。</translation>
    </message>
    <message>
        <source>Move the database to PostgreSQL 15 or later.</source>
        <translation>请将数据库迁移到 PostgreSQL 15 或更高版本。</translation>
    </message>
    <message>
        <source>This minor version has known holes in what keeps tenants and writers apart.</source>
        <translation>此次要版本在隔离租户与写入者方面有已知漏洞。</translation>
    </message>
    <message>
        <source>Install the latest minor version and restart the server.</source>
        <translation>请安装最新的次要版本并重启服务器。</translation>
    </message>
    <message>
        <source>A pooler in transaction mode breaks notifications and locks.</source>
        <translation>事务模式的连接池会破坏通知和锁。</translation>
    </message>
    <message>
        <source>Connect to the server itself, or set the pooler to session mode.</source>
        <translation>请直接连接服务器，或将连接池设为会话模式。</translation>
    </message>
    <message>
        <source>A crash of the server can lose what it confirmed.</source>
        <translation>服务器崩溃可能丢失已确认的内容。</translation>
    </message>
    <message>
        <source>Set synchronous_commit to on.</source>
        <translation>请将 synchronous_commit 设为 on。</translation>
    </message>
    <message>
        <source>No standby confirms commits: a failover can lose the latest ones.</source>
        <translation>没有备用服务器确认提交：故障切换可能丢失最新的提交。</translation>
    </message>
    <message>
        <source>Name a standby in synchronous_standby_names.</source>
        <translation>请在 synchronous_standby_names 中指定备用服务器。</translation>
    </message>
    <message>
        <source>A power failure can destroy the database: fsync is off.</source>
        <translation>断电可能毁坏数据库：fsync 已关闭。</translation>
    </message>
    <message>
        <source>Set fsync to on and reload the server.</source>
        <translation>请将 fsync 设为 on 并重新加载服务器配置。</translation>
    </message>
    <message>
        <source>A power failure can destroy the database: full_page_writes is off.</source>
        <translation>断电可能毁坏数据库：full_page_writes 已关闭。</translation>
    </message>
    <message>
        <source>Set full_page_writes to on and reload the server.</source>
        <translation>请将 full_page_writes 设为 on 并重新加载服务器配置。</translation>
    </message>
    <message>
        <source>Damaged pages are not noticed: data checksums are off.</source>
        <translation>无法发现损坏的页面：数据校验和已关闭。</translation>
    </message>
    <message>
        <source>Stop the server and run pg_checksums --enable.</source>
        <translation>请停止服务器并运行 pg_checksums --enable。</translation>
    </message>
    <message>
        <source>A cut link is noticed late: keepalives are not set.</source>
        <translation>链路中断发现较晚：未设置 keepalive。</translation>
    </message>
    <message>
        <source>Set tcp_keepalives_idle, tcp_keepalives_interval and tcp_user_timeout.</source>
        <translation>请设置 tcp_keepalives_idle、tcp_keepalives_interval 和 tcp_user_timeout。</translation>
    </message>
    <message>
        <source>Nearly all connections of the server are in use.</source>
        <translation>服务器的连接几乎已用尽。</translation>
    </message>
    <message>
        <source>End programs that are not needed, or raise max_connections.</source>
        <translation>请结束不需要的程序，或提高 max_connections。</translation>
    </message>
    <message>
        <source>The server allows fewer connections than those present may need.</source>
        <translation>服务器允许的连接少于在线程序可能需要的数量。</translation>
    </message>
    <message>
        <source>Raise max_connections and restart the server.</source>
        <translation>请提高 max_connections 并重启服务器。</translation>
    </message>
    <message>
        <source>A long transaction holds back the event feed of everybody.</source>
        <translation>一个长事务阻塞了所有人的事件流。</translation>
    </message>
    <message>
        <source>End it in its program, or its backend with pg_terminate_backend().</source>
        <translation>请在其程序中结束它，或用 pg_terminate_backend() 结束其后端。</translation>
    </message>
    <message>
        <source>This is a standby: nothing can be written.</source>
        <translation>这是备用服务器：无法写入。</translation>
    </message>
    <message>
        <source>Connect to the primary, or promote this one.</source>
        <translation>请连接主服务器，或提升此服务器。</translation>
    </message>
    <message>
        <source>The rules that keep tenants apart do not bind this login.</source>
        <translation>隔离租户的规则对此登录不起作用。</translation>
    </message>
    <message>
        <source>Use a login without SUPERUSER and BYPASSRLS.</source>
        <translation>请使用没有 SUPERUSER 和 BYPASSRLS 的登录。</translation>
    </message>
    <message>
        <source>The schema is older than this program.</source>
        <translation>数据库模式比此程序旧。</translation>
    </message>
    <message>
        <source>Run hotswapctl db migrate.</source>
        <translation>请运行 hotswapctl db migrate。</translation>
    </message>
    <message>
        <source>The schema is newer than this program.</source>
        <translation>数据库模式比此程序新。</translation>
    </message>
    <message>
        <source>Install the version of HotSwap that made it.</source>
        <translation>请安装创建该模式的 HotSwap 版本。</translation>
    </message>
    <message>
        <source>Neither a standby nor a continuous backup is possible.</source>
        <translation>无法使用备用服务器或持续备份。</translation>
    </message>
    <message>
        <source>Set wal_level to replica and restart the server.</source>
        <translation>请将 wal_level 设为 replica 并重启服务器。</translation>
    </message>
    <message>
        <source>A forgotten transaction would hold back the event feed for ever.</source>
        <translation>被遗忘的事务会永远阻塞事件流。</translation>
    </message>
    <message>
        <source>Set idle_in_transaction_session_timeout to one minute.</source>
        <translation>请将 idle_in_transaction_session_timeout 设为一分钟。</translation>
    </message>
    <message>
        <source>The clock of this machine is not the server&apos;s.</source>
        <translation>此机器的时钟与服务器不一致。</translation>
    </message>
    <message>
        <source>Let both machines follow the same time server.</source>
        <translation>请让两台机器使用同一时间服务器。</translation>
    </message>
    <message>
        <source>The database was restored or failed over and has lost its latest changes: nothing is led until an administrator confirms it.</source>
        <translation>数据库经过恢复或故障切换，丢失了最后的更改：在管理员确认之前不会主导任何部署。</translation>
    </message>
    <message>
        <source>Compare the latest deployments with what the nodes report as running, then run hotswapctl db confirm.</source>
        <translation>请把最近的部署与节点报告的运行内容比较，然后运行 hotswapctl db confirm。</translation>
    </message>
</context>
<context>
    <name>DeploymentBoard</name>
    <message>
        <source>Any outcome</source>
        <translation>任意结果</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>By</source>
        <translation>发起人</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
</context>
<context>
    <name>DeploymentDraft</name>
    <message>
        <source>by %1</source>
        <extracomment>%1 author of a release</extracomment>
        <translation>作者 %1</translation>
    </message>
    <message>
        <source>Deploy %1 to %2</source>
        <extracomment>%1 release, %2 environment</extracomment>
        <translation>将 %1 部署到 %2</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <extracomment>%1 &quot;Deploy storefront 1.1.0 to Production&quot;</extracomment>
        <translation>已接受：%1</translation>
    </message>
    <message>
        <source>There is no release to deploy yet</source>
        <translation>尚无可部署的版本</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The policy that was set, version %1</source>
        <extracomment>%1 the version of a policy</extracomment>
        <translation>已设置的策略，版本 %1</translation>
    </message>
    <message>
        <source>The default policy</source>
        <translation>默认策略</translation>
    </message>
    <message>
        <source>%1, with your changes</source>
        <extracomment>%1 &quot;The default policy&quot; or &quot;The policy that was set, version 4&quot;</extracomment>
        <translation>%1，含您的更改</translation>
    </message>
</context>
<context>
    <name>DeploymentPage</name>
    <message>
        <source>Back to the deployments</source>
        <translation>返回部署列表</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>This deployment cannot be shown</source>
        <translation>无法显示此部署</translation>
    </message>
    <message>
        <source>Reading the deployment…</source>
        <translation>正在读取部署…</translation>
    </message>
    <message>
        <source>Measurements are not kept for reading offline.</source>
        <translation>测量数据不保留供离线阅读。</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <translation>停止发布线</translation>
    </message>
</context>
<context>
    <name>DeploymentView</name>
    <message>
        <source>%1 · %2 · by %3 · %4</source>
        <extracomment>%1 environment, %2 strategy, %3 user, %4 date and time</extracomment>
        <translation>%1 · %2 · 由 %3 发起 · %4</translation>
    </message>
    <message>
        <source>Nobody leads this scope</source>
        <extracomment>%1 name of the program that leads</extracomment>
        <translation>没有人主导此范围</translation>
    </message>
    <message>
        <source>Led by %1</source>
        <translation>由 %1 主导</translation>
    </message>
    <message>
        <source>Compared with %1 · %2 requests on the canary</source>
        <extracomment>%1 what it is compared with, %2 number of requests</extracomment>
        <translation>对比对象：%1 · 金丝雀上 %2 个请求</translation>
    </message>
    <message>
        <source>expected %1, took %2</source>
        <extracomment>%1 planned duration, %2 time taken</extracomment>
        <translation>预计 %1，用时 %2</translation>
    </message>
    <message>
        <source>expected %1, so far %2</source>
        <translation>预计 %1，已用 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 verb, %2 deployment</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Ends this deployment. No node was changed.</source>
        <extracomment>%1 environment</extracomment>
        <translation>结束此部署。没有节点被变更。</translation>
    </message>
    <message numerus="yes">
        <source>Ends this deployment and takes back %n node(s) of %1.</source>
        <translation>
            <numerusform>结束此部署，并回退 %1 的 %n 个节点。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes back %n node(s) of %1.</source>
        <translation>
            <numerusform>回退 %1 的 %n 个节点。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ends this deployment although %n node(s) of %1 may not run the stable release.</source>
        <translation>
            <numerusform>结束此部署，尽管 %1 的 %n 个节点可能未运行稳定版本。</numerusform>
        </translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <extracomment>%1 verb that was accepted</extracomment>
        <translation>已接受：%1</translation>
    </message>
    <message>
        <source>false alarms: at most %1</source>
        <extracomment>%1 percentage of rollouts</extracomment>
        <translation>误报率：最多 %1</translation>
    </message>
</context>
<context>
    <name>DeploymentsPage</name>
    <message>
        <source>Deployments</source>
        <translation>部署</translation>
    </message>
    <message numerus="yes">
        <source>%n not ended</source>
        <translation>
            <numerusform>%n 项未结束</numerusform>
        </translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>新建部署</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Deployments that have not ended</source>
        <translation>未结束的部署</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Module, version, person, id</source>
        <translation>模块、版本、人员、编号</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Ended deployments</source>
        <translation>已结束的部署</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>无法读取历史</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>正在读取历史…</translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation>尚无已结束的部署</translation>
    </message>
    <message>
        <source>Deployments that end, or match the search, are listed here.</source>
        <translation>已结束或匹配搜索的部署列在此处。</translation>
    </message>
</context>
<context>
    <name>EditorPanel</name>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Policy of %1</source>
        <translation>%1 的策略</translation>
    </message>
    <message>
        <source>Wrong fields</source>
        <translation>错误字段</translation>
    </message>
</context>
<context>
    <name>EnrolmentPage</name>
    <message>
        <source>Enrolment</source>
        <translation>注册</translation>
    </message>
    <message>
        <source>Back to the fleet</source>
        <translation>返回机群</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新令牌</translation>
    </message>
    <message>
        <source>new nodes of one environment enrol with it</source>
        <translation>供一个环境的新节点注册</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>How many nodes may enrol with it</source>
        <translation>可用它注册的节点数</translation>
    </message>
    <message>
        <source>1 to %L1</source>
        <translation>1 到 %L1</translation>
    </message>
    <message>
        <source>nodes, within</source>
        <translation>个节点，有效期</translation>
    </message>
    <message>
        <source>How many hours it counts</source>
        <translation>有效小时数</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Make the token</source>
        <translation>生成令牌</translation>
    </message>
    <message>
        <source>Both numbers have to be within their limits.</source>
        <translation>两个数都须在各自的限制范围内。</translation>
    </message>
    <message>
        <source>The token, shown this once</source>
        <translation>令牌，仅显示这一次</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>我已保存</translation>
    </message>
    <message>
        <source>%1. It is shown this once.</source>
        <extracomment>%1 &quot;for 12 nodes of Production, within 24 h&quot;</extracomment>
        <translation>%1。仅显示这一次。</translation>
    </message>
    <message>
        <source>Tokens that still count</source>
        <translation>仍有效的令牌</translation>
    </message>
    <message>
        <source>Nodes that enrolled</source>
        <translation>已注册的节点</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>Choose a node in the list.</source>
        <translation>请在列表中选择一个节点。</translation>
    </message>
    <message>
        <source>The node was revoked before.</source>
        <translation>该节点之前已被吊销。</translation>
    </message>
    <message>
        <source>No node has enrolled yet.</source>
        <translation>尚无节点注册。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Revoke %1?</source>
        <extracomment>%1 node</extracomment>
        <translation>吊销 %1？</translation>
    </message>
</context>
<context>
    <name>EnrolmentView</name>
    <message numerus="yes">
        <source>%1, %Ln of them revoked</source>
        <extracomment>%1 &quot;38 nodes enrolled&quot;</extracomment>
        <translation>
            <numerusform>%1，其中 %Ln 个已吊销</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) enrolled</source>
        <translation>
            <numerusform>%Ln 个节点已注册</numerusform>
        </translation>
    </message>
    <message>
        <source>Only an administrator may make tokens and revoke nodes.</source>
        <translation>只有管理员可以生成令牌和吊销节点。</translation>
    </message>
    <message>
        <source>For %1 of %2, within %3</source>
        <extracomment>%1 &quot;12 nodes&quot;, %2 environment, %3 &quot;24 h&quot;</extracomment>
        <translation>供%2环境的 %1 使用，有效期 %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>The token is in the clipboard</source>
        <translation>令牌已复制到剪贴板</translation>
    </message>
    <message>
        <source>Its session ends and it is let in no more, whatever token it brings; deployments leave it out. %1 on its host go on running without anybody in charge. There is no way back under this name.</source>
        <extracomment>%1 &quot;2 modules&quot;</extracomment>
        <translation>其会话将结束，并且无论它带来什么令牌都不再接纳；部署会略过它。其主机上的 %1 将继续运行，但无人管理。此名称无法再恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln module(s)</source>
        <translation>
            <numerusform>%Ln 个模块</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is revoked</source>
        <extracomment>%1 node</extracomment>
        <translation>%1 已吊销</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>注册时间</translation>
    </message>
    <message>
        <source>Never seen</source>
        <comment>node</comment>
        <translation>从未出现</translation>
    </message>
    <message>
        <source>Revoked</source>
        <comment>node</comment>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Uses left</source>
        <translation>剩余次数</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>生成者</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something entered is not right%1; correct it and try again.</source>
        <translation>输入有误%1；请更正后重试。</translation>
    </message>
    <message>
        <source>Correct the fields named and try again.</source>
        <translation>请更正所列字段后重试。</translation>
    </message>
    <message>
        <source>This does not exist, or you may not see it%1; check the name.</source>
        <translation>不存在或您无权查看%1；请检查名称。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>This exists already%1; choose another name or use what is there.</source>
        <translation>已存在%1；请换个名称或使用现有的。</translation>
    </message>
    <message>
        <source>Choose another name or use what is there.</source>
        <translation>请换个名称或使用现有的。</translation>
    </message>
    <message>
        <source>You are not signed in%1; sign in and try again.</source>
        <translation>您尚未登录%1；请登录后重试。</translation>
    </message>
    <message>
        <source>Sign in and try again.</source>
        <translation>请登录后重试。</translation>
    </message>
    <message>
        <source>You may not do this%1; ask somebody with the needed role or rights.</source>
        <translation>您无权执行此操作%1；请联系具备相应角色或权限的人。</translation>
    </message>
    <message>
        <source>Ask somebody with the needed role or rights.</source>
        <translation>请联系具备相应角色或权限的人。</translation>
    </message>
    <message>
        <source>You cannot decide on your own request%1; ask another approver.</source>
        <translation>不能审批自己的申请%1；请联系其他审批人。</translation>
    </message>
    <message>
        <source>Ask another approver.</source>
        <translation>请联系其他审批人。</translation>
    </message>
    <message>
        <source>It has changed in the meantime%1; look at it again, then decide.</source>
        <translation>期间已发生变化%1；请重新查看后再决定。</translation>
    </message>
    <message>
        <source>Look at the present state, then decide again.</source>
        <translation>请查看当前状态后再决定。</translation>
    </message>
    <message>
        <source>This request key was used for another request%1; use a new key.</source>
        <translation>此请求键已用于其他请求%1；请使用新的键。</translation>
    </message>
    <message>
        <source>Use a new idempotency key.</source>
        <translation>请使用新的幂等键。</translation>
    </message>
    <message>
        <source>Another program leads this rollout now%1; follow it from here.</source>
        <translation>现由另一程序主导此发布%1；可在此跟踪。</translation>
    </message>
    <message>
        <source>Nothing to do: the new leader carries on.</source>
        <translation>无需操作：新的主导者会继续。</translation>
    </message>
    <message>
        <source>Another program holds the lease%1; wait until it gives it up.</source>
        <translation>另一程序持有租约%1；请等待其释放。</translation>
    </message>
    <message>
        <source>Wait until the lease is given up.</source>
        <translation>请等待租约释放。</translation>
    </message>
    <message>
        <source>This is not possible in the present state%1; choose an offered action.</source>
        <translation>当前状态下无法执行%1；请选择可用的操作。</translation>
    </message>
    <message>
        <source>Choose one of the actions that are offered now.</source>
        <translation>请选择当前可用的操作。</translation>
    </message>
    <message>
        <source>Too few nodes would be left serving%1; use smaller steps or wait for sick nodes.</source>
        <translation>剩余服务节点过少%1；请减小步长或等待异常节点恢复。</translation>
    </message>
    <message>
        <source>Use smaller steps, or wait until more nodes serve.</source>
        <translation>请减小步长，或等待更多节点提供服务。</translation>
    </message>
    <message>
        <source>A limit would be crossed%1; ask for less, or finish something first.</source>
        <translation>将超出限制%1；请减少数量或先完成其他事项。</translation>
    </message>
    <message>
        <source>Ask for less, or finish something first.</source>
        <translation>请减少数量或先完成其他事项。</translation>
    </message>
    <message>
        <source>Too much is waiting already%1; try again later.</source>
        <translation>等待事项过多%1；请稍后重试。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>A freeze window forbids this now%1; wait for its end or override it.</source>
        <translation>冻结窗口禁止此操作%1；请等待结束或强制越过。</translation>
    </message>
    <message>
        <source>Wait for the end of the freeze, or override it with a reason.</source>
        <translation>请等待冻结结束，或说明理由后越过。</translation>
    </message>
    <message>
        <source>Its time has run out%1; make a new request.</source>
        <translation>已过期%1；请重新申请。</translation>
    </message>
    <message>
        <source>Make a new request.</source>
        <translation>请重新申请。</translation>
    </message>
    <message>
        <source>This was decided before%1; look at the decision.</source>
        <translation>此前已有决定%1；请查看该决定。</translation>
    </message>
    <message>
        <source>Look at the decision that was made.</source>
        <translation>请查看已作出的决定。</translation>
    </message>
    <message>
        <source>The plan is no longer the one agreed to%1; read the new one and decide.</source>
        <translation>计划已不是之前同意的%1；请阅读新计划后决定。</translation>
    </message>
    <message>
        <source>Read the changed plan, then decide.</source>
        <translation>请阅读变更后的计划再决定。</translation>
    </message>
    <message>
        <source>There is no signature%1; have it signed with a trusted key.</source>
        <translation>没有签名%1；请用受信任的密钥签名。</translation>
    </message>
    <message>
        <source>Have it signed with a trusted key.</source>
        <translation>请用受信任的密钥签名。</translation>
    </message>
    <message>
        <source>The signature does not match the content%1; get it again from where it was made.</source>
        <translation>签名与内容不符%1；请从来源处重新获取。</translation>
    </message>
    <message>
        <source>Do not use it; get it again from where it was made.</source>
        <translation>请勿使用；请从来源处重新获取。</translation>
    </message>
    <message>
        <source>The signing key is not trusted here%1; use a trusted key, or have this one added.</source>
        <translation>签名密钥在此不受信任%1；请使用受信任的密钥或将其加入信任。</translation>
    </message>
    <message>
        <source>Use a trusted key, or have an administrator add this one.</source>
        <translation>请使用受信任的密钥，或请管理员添加此密钥。</translation>
    </message>
    <message>
        <source>The content is damaged or was altered%1; get it again.</source>
        <translation>内容已损坏或被篡改%1；请重新获取。</translation>
    </message>
    <message>
        <source>Get it again from where it was made.</source>
        <translation>请从来源处重新获取。</translation>
    </message>
    <message>
        <source>This is not in the expected form%1; check that it is the right one.</source>
        <translation>格式不符%1；请确认内容无误。</translation>
    </message>
    <message>
        <source>Check that it is the right file or text.</source>
        <translation>请确认文件或文本无误。</translation>
    </message>
    <message>
        <source>The content ends too early%1; copy or load it again in full.</source>
        <translation>内容不完整%1；请重新完整复制或加载。</translation>
    </message>
    <message>
        <source>Copy or load it again in full.</source>
        <translation>请重新完整复制或加载。</translation>
    </message>
    <message>
        <source>This is larger than allowed%1; make it smaller.</source>
        <translation>超过允许的大小%1；请缩小。</translation>
    </message>
    <message>
        <source>Make it smaller.</source>
        <translation>请缩小。</translation>
    </message>
    <message>
        <source>The archive holds something that must not be unpacked%1; do not use it.</source>
        <translation>归档包含不得解包的内容%1；请勿使用。</translation>
    </message>
    <message>
        <source>Do not use this package; ask its author.</source>
        <translation>请勿使用此包；请询问其作者。</translation>
    </message>
    <message>
        <source>The two sides speak different versions%1; update the older one.</source>
        <translation>双方协议版本不同%1；请更新较旧的一方。</translation>
    </message>
    <message>
        <source>Update the older side.</source>
        <translation>请更新较旧的一方。</translation>
    </message>
    <message>
        <source>A node lacks what the module needs%1; free resources or leave it out.</source>
        <translation>节点缺少模块所需资源%1；请释放资源或排除该节点。</translation>
    </message>
    <message>
        <source>Free resources on the node, or leave it out.</source>
        <translation>请释放节点资源或排除该节点。</translation>
    </message>
    <message>
        <source>It took too long and was stopped%1; try again.</source>
        <translation>耗时过长已停止%1；请重试。</translation>
    </message>
    <message>
        <source>Try again; if it stays slow, look at the other side.</source>
        <translation>请重试；若仍缓慢，请检查对方。</translation>
    </message>
    <message>
        <source>The other side cannot be reached now%1; check that it runs, or try later.</source>
        <translation>当前无法连接对方%1；请确认其正在运行或稍后重试。</translation>
    </message>
    <message>
        <source>Check that the other side runs, or try later.</source>
        <translation>请确认对方正在运行或稍后重试。</translation>
    </message>
    <message>
        <source>The connection broke and it is not known whether this was done%1; look before trying again.</source>
        <translation>连接中断，无法确定是否已执行%1；请先查看再重试。</translation>
    </message>
    <message>
        <source>Look at the present state before trying again.</source>
        <translation>重试前请查看当前状态。</translation>
    </message>
    <message>
        <source>The operating system refused it%1; check the file or device.</source>
        <translation>操作系统拒绝%1；请检查文件或设备。</translation>
    </message>
    <message>
        <source>Check the file, socket or device named.</source>
        <translation>请检查所列文件、套接字或设备。</translation>
    </message>
    <message>
        <source>The disk is full%1; free space and try again.</source>
        <translation>磁盘已满%1；请释放空间后重试。</translation>
    </message>
    <message>
        <source>Free disk space and try again.</source>
        <translation>请释放磁盘空间后重试。</translation>
    </message>
    <message>
        <source>This was given up on request%1; start it again if it is still wanted.</source>
        <translation>已按要求放弃%1；如仍需要请重新开始。</translation>
    </message>
    <message>
        <source>Start it again if it is still wanted.</source>
        <translation>如仍需要请重新开始。</translation>
    </message>
    <message>
        <source>The program found itself in an impossible state and stopped this part%1; restart it and report the log.</source>
        <translation>程序处于不可能的状态并停止了此部分%1；请重启并报告日志。</translation>
    </message>
    <message>
        <source>Restart the program and report the log.</source>
        <translation>请重启程序并报告日志。</translation>
    </message>
    <message>
        <source>This is not possible here%1; choose another way.</source>
        <translation>此处无法执行%1；请选择其他方式。</translation>
    </message>
    <message>
        <source>Choose another way.</source>
        <translation>请选择其他方式。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong%1; try again and report the log.</source>
        <translation>发生意外错误%1；请重试并报告日志。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report the log.</source>
        <translation>请重试；若再次发生，请报告日志。</translation>
    </message>
    <message>
        <source>%1: expected %2</source>
        <extracomment>%1 name of an input field, %2 technical rule, for example 1..65535</extracomment>
        <translation>%1：应为 %2</translation>
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
        <translation>这是发给其他节点、租户或环境的%1；请查明是谁发到此处的。</translation>
    </message>
    <message>
        <source>Find out who sent it here.</source>
        <translation>请查明是谁发到此处的。</translation>
    </message>
    <message>
        <source>Too few valid votes or signatures agree to this%1; have the missing ones added.</source>
        <translation>同意的有效投票或签名不足%1；请补齐所缺的。</translation>
    </message>
    <message>
        <source>Have the missing votes or signatures added.</source>
        <translation>请补齐所缺的投票或签名。</translation>
    </message>
    <message>
        <source>Trust or release metadata has run out or is older than what is known%1; publish fresh metadata.</source>
        <translation>信任或版本元数据已过期，或比已知的旧%1；请发布新的元数据。</translation>
    </message>
    <message>
        <source>Publish fresh metadata.</source>
        <translation>请发布新的元数据。</translation>
    </message>
    <message>
        <source>The release metadata does not list this release%1; add it and publish the metadata.</source>
        <translation>版本元数据未列出此版本%1；请将其加入并发布元数据。</translation>
    </message>
    <message>
        <source>Add the release to the metadata and publish it.</source>
        <translation>请将此版本加入元数据并发布。</translation>
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
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message numerus="yes">
        <source>Started: %n node(s) may change</source>
        <translation>
            <numerusform>已开始：%n 个节点可能变更</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage %1: %2</source>
        <extracomment>%1 stage, %2 state of the stage</extracomment>
        <translation>阶段 %1：%2</translation>
    </message>
    <message>
        <source>Check %1 passed in %2</source>
        <extracomment>%1 name of the check, %2 how long it took</extracomment>
        <translation>检查 %1 用时 %2 通过</translation>
    </message>
    <message>
        <source>Check %1 failed in %2</source>
        <translation>检查 %1 用时 %2 失败</translation>
    </message>
    <message>
        <source>Sign-off was asked for</source>
        <translation>已申请审批</translation>
    </message>
    <message>
        <source>Sign-off: %1</source>
        <extracomment>%1 state of the approval, for example &quot;approved&quot;</extracomment>
        <translation>审批：%1</translation>
    </message>
    <message>
        <source>Wave %1 started</source>
        <translation>第 %1 波已开始</translation>
    </message>
    <message>
        <source>%1 is being taken back</source>
        <extracomment>%1 node name</extracomment>
        <translation>正在回退 %1</translation>
    </message>
    <message>
        <source>%1 was told to change</source>
        <translation>已通知 %1 变更</translation>
    </message>
    <message>
        <source>%1 runs %2</source>
        <extracomment>%1 node name, %2 release</extracomment>
        <translation>%1 正在运行 %2</translation>
    </message>
    <message>
        <source>%1 went back by itself</source>
        <translation>%1 已自行回退</translation>
    </message>
    <message>
        <source>%1 could not change</source>
        <translation>%1 无法变更</translation>
    </message>
    <message>
        <source>%1 refused the command</source>
        <translation>%1 拒绝了命令</translation>
    </message>
    <message>
        <source>%1 serves nothing any more</source>
        <translation>%1 已不再提供服务</translation>
    </message>
    <message>
        <source>%1 stayed healthy</source>
        <translation>%1 保持健康</translation>
    </message>
    <message>
        <source>%1 did not answer: what it runs is not known</source>
        <translation>%1 没有响应：不清楚其运行的版本</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 失败</translation>
    </message>
    <message>
        <source>%1 was skipped</source>
        <translation>已跳过 %1</translation>
    </message>
    <message>
        <source>%1 was not touched: its command was taken back</source>
        <translation>未触及 %1：其命令已撤回</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) joined the plan</source>
        <translation>
            <numerusform>%n 个节点加入计划</numerusform>
        </translation>
    </message>
    <message>
        <source>Wave %1 bakes for %2</source>
        <extracomment>%1 number of the wave, %2 duration</extracomment>
        <translation>第 %1 波观察 %2</translation>
    </message>
    <message>
        <source>Wave %1: %2</source>
        <extracomment>%1 number of the wave, %2 verdict</extracomment>
        <translation>第 %1 波：%2</translation>
    </message>
    <message>
        <source>Wave %1: %2, %3 %4 against %5</source>
        <extracomment>%1 wave, %2 verdict, %3 metric, %4 its value on the canary, %5 on the baseline</extracomment>
        <translation>第 %1 波：%2，%3 %4 对比 %5</translation>
    </message>
    <message>
        <source>Wave %1 passed</source>
        <translation>第 %1 波通过</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Promoted fully</source>
        <translation>已全部推进</translation>
    </message>
    <message>
        <source>Promoted one step</source>
        <translation>已推进一步</translation>
    </message>
    <message>
        <source>Abort asked for</source>
        <translation>请求中止</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) are taken back</source>
        <translation>
            <numerusform>回退 %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be taken back</source>
        <translation>无法回退 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) need a person</source>
        <translation>
            <numerusform>%n 个节点需要人工处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another try for %n node(s)</source>
        <translation>
            <numerusform>再次尝试 %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Rollback asked for</source>
        <translation>请求回滚</translation>
    </message>
    <message>
        <source>Accepted as it is</source>
        <translation>已按现状接受</translation>
    </message>
    <message>
        <source>A newer deployment replaces this one</source>
        <translation>更新的部署替换了此部署</translation>
    </message>
    <message>
        <source>Ended: %1. %2</source>
        <extracomment>%1 final state, %2 why</extracomment>
        <translation>已结束：%1。%2</translation>
    </message>
</context>
<context>
    <name>EventsPanel</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 个事件</numerusform>
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
        <translation>%1 对比 %2，上限 %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s) to decide</source>
        <translation>
            <numerusform>还需 %Ln 个请求才能判定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more sample(s) to decide</source>
        <translation>
            <numerusform>还需 %Ln 个样本才能判定</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <extracomment>%1 &quot;2,140 more requests to decide&quot;, %2 duration</extracomment>
        <translation>%1，约 %2</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <extracomment>%1 value on the canary, %2 on the baseline</extracomment>
        <translation>%1 对比 %2</translation>
    </message>
    <message>
        <source>%1; difference %2 to %3</source>
        <extracomment>%1 &quot;0.4 % against 0.1 %&quot;, %2 and %3 bounds of the difference</extracomment>
        <translation>%1；差异 %2 至 %3</translation>
    </message>
    <message>
        <source>Evidence of harm</source>
        <translation>危害证据</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>%1 (not critical)</source>
        <extracomment>%1 metric; critical metrics roll back when they fail</extracomment>
        <translation>%1（非关键）</translation>
    </message>
    <message>
        <source>Nothing was judged yet. Canary waves are judged while they bake.</source>
        <translation>尚未判定。金丝雀波次在观察期间判定。</translation>
    </message>
    <message>
        <source>%1 (dry run)</source>
        <extracomment>%1 metric; it is judged and shown, but never counts</extracomment>
        <translation>%1（试运行）</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>%1 in %2</source>
        <extracomment>both halves of the fleet&apos;s summary; %1 is &quot;420 nodes&quot;, %2 is &quot;4 environments&quot;</extracomment>
        <translation>%2 中的 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln environment(s)</source>
        <translation>
            <numerusform>%Ln 个环境</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) with alarms</source>
        <translation>
            <numerusform>%Ln 个节点有告警</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FleetFilter</name>
    <message>
        <source>All environments</source>
        <translation>所有环境</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>任意状态</translation>
    </message>
    <message>
        <source>Any release</source>
        <translation>任意版本</translation>
    </message>
</context>
<context>
    <name>FleetFilterBar</name>
    <message>
        <source>Filter nodes</source>
        <translation>筛选节点</translation>
    </message>
    <message>
        <source>Name, release or label</source>
        <translation>名称、版本或标签</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>FleetGroup</name>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>%1 nodes of %2 match the filter</extracomment>
        <translation>%2 个中有 %1 个匹配</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln 个节点</numerusform>
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
        <translation>有告警</translation>
    </message>
    <message>
        <source>%1, %2, alarm, %3</source>
        <extracomment>a node: name, state, releases; it refused something</extracomment>
        <translation>%1，%2，告警，%3</translation>
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
        <translation>%1 的节点</translation>
    </message>
</context>
<context>
    <name>FleetLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>FleetModel</name>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最后在线</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>release</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, alarm</source>
        <extracomment>%1 state of a node that refused something</extracomment>
        <translation>%1，告警</translation>
    </message>
</context>
<context>
    <name>FleetPage</name>
    <message>
        <source>Fleet</source>
        <translation>机群</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>No nodes yet</source>
        <translation>暂无节点</translation>
    </message>
    <message>
        <source>Reading the fleet</source>
        <translation>正在读取机群</translation>
    </message>
    <message>
        <source>Nodes appear here as soon as their agents say hello.</source>
        <translation>代理上线后，节点会显示在此处。</translation>
    </message>
    <message>
        <source>Stop a line</source>
        <translation>停止发布线</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>注册</translation>
    </message>
</context>
<context>
    <name>FleetTablePanel</name>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
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
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>%1 days</extracomment>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a short date, %2 a time of day</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>%1 is a duration such as &quot;3 min&quot;</extracomment>
        <translation>%1前</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1后</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>release</comment>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>InboxCard</name>
    <message>
        <source>%1, %2, %3 left</source>
        <extracomment>%1 release, %2 environment, %3 time left</extracomment>
        <translation>%1，%2，剩余 %3</translation>
    </message>
    <message>
        <source>%1 · asked for by you</source>
        <translation>%1 · 由您申请</translation>
    </message>
    <message>
        <source>%1 · asked for by %2</source>
        <translation>%1 · 由 %2 申请</translation>
    </message>
</context>
<context>
    <name>LabText</name>
    <message>
        <source>Node %1 was started.</source>
        <translation>节点 %1 已启动。</translation>
    </message>
    <message>
        <source>Node %1 was still running and is taken over.</source>
        <translation>节点 %1 仍在运行，已接管。</translation>
    </message>
    <message>
        <source>Node %1 ended and was started again; its modules went on.</source>
        <translation>节点 %1 已退出并重新启动；其模块一直在运行。</translation>
    </message>
    <message>
        <source>Node %1 ended: %2.</source>
        <translation>节点 %1 已退出：%2。</translation>
    </message>
    <message>
        <source>%1 was found running %2, which counts as its stable release.</source>
        <translation>发现 %1 正在运行 %2，将其视为稳定版本。</translation>
    </message>
    <message>
        <source>An earlier run was cut off: %1 runs nothing and gets the stable release.</source>
        <translation>上次运行被中断：%1 未运行任何版本，将安装稳定版本。</translation>
    </message>
    <message>
        <source>An earlier run was cut off: %1 runs %2 and is taken back to the stable release.</source>
        <translation>上次运行被中断：%1 正在运行 %2，将回退到稳定版本。</translation>
    </message>
    <message>
        <source>%1 runs %2.</source>
        <translation>%1 正在运行 %2。</translation>
    </message>
    <message>
        <source>A part of the lab stopped itself: %1.</source>
        <translation>实验室的一部分已自行停止：%1。</translation>
    </message>
    <message>
        <source>Metric providers: %1.</source>
        <extracomment>%1 a line of a log, in English</extracomment>
        <translation>指标来源：%1。</translation>
    </message>
</context>
<context>
    <name>LatencyDistribution</name>
    <message>
        <source>up to %1</source>
        <extracomment>%1 a length of time, as &quot;0.3 ms&quot;</extracomment>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>over %1</source>
        <extracomment>a range of lengths of time</extracomment>
        <translation>超过 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 milliseconds</extracomment>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1: p50 %2, p99 %3</source>
        <extracomment>%1 canary or baseline, %2 and %3 latencies: half and 99 of 100 requests were faster</extracomment>
        <translation>%1：p50 %2，p99 %3</translation>
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
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>W%1</source>
        <extracomment>%1 number of a wave, beside a mark in a chart; as short as can be</extracomment>
        <translation>波%1</translation>
    </message>
    <message>
        <source>The chart was written to %1</source>
        <extracomment>%1 file name</extracomment>
        <translation>图表已写入 %1</translation>
    </message>
    <message>
        <source>%1 was not written. Is the folder writable, and the ending .png, .svg or .csv?</source>
        <extracomment>%1 file name; the endings stay as they are</extracomment>
        <translation>未能写入 %1。文件夹是否可写，扩展名是否为 .png、.svg 或 .csv？</translation>
    </message>
    <message>
        <source>Latency of requests</source>
        <translation>请求延迟</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
</context>
<context>
    <name>MetricDifference</name>
    <message>
        <source>%1 pp</source>
        <extracomment>%1 a difference of two percentages; the unit is percentage points, as short as can be</extracomment>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 milliseconds</extracomment>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1, surely higher</source>
        <extracomment>%1 difference of canary and baseline; its interval lies above zero</extracomment>
        <translation>%1，确实更高</translation>
    </message>
    <message>
        <source>%1, surely lower</source>
        <extracomment>%1 difference of canary and baseline; its interval lies below zero</extracomment>
        <translation>%1，确实更低</translation>
    </message>
    <message>
        <source>%1, may be chance</source>
        <extracomment>%1 difference of canary and baseline; its interval holds zero, so it may be chance</extracomment>
        <translation>%1，可能是偶然</translation>
    </message>
</context>
<context>
    <name>MetricsPanel</name>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>canary against baseline</source>
        <translation>金丝雀与基线对比</translation>
    </message>
    <message>
        <source>No measurements yet</source>
        <translation>暂无测量数据</translation>
    </message>
    <message>
        <source>canary minus baseline</source>
        <translation>金丝雀减基线</translation>
    </message>
    <message>
        <source>while both answered requests</source>
        <translation>双方都应答请求期间</translation>
    </message>
    <message>
        <source>Follow the newest data again</source>
        <translation>重新跟随最新数据</translation>
    </message>
    <message>
        <source>Pause the charts</source>
        <translation>暂停图表</translation>
    </message>
    <message>
        <source>What the charts show</source>
        <translation>图表内容</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>随时间</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>start of a wave</source>
        <translation>波次开始</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>NewDeploymentPage</name>
    <message>
        <source>expected %1</source>
        <extracomment>%1 what would be right in a field</extracomment>
        <translation>应为 %1</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>新建部署</translation>
    </message>
    <message>
        <source>Back to the deployments</source>
        <translation>返回部署列表</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>The plan is being made</source>
        <translation>正在生成计划</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>First wave</source>
        <translation>第一波</translation>
    </message>
    <message>
        <source>% of nodes</source>
        <translation>% 节点</translation>
    </message>
    <message>
        <source>Each further wave</source>
        <translation>后续每波</translation>
    </message>
    <message>
        <source>Bake</source>
        <translation>观察期</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>个节点</translation>
    </message>
    <message>
        <source>At work at once</source>
        <translation>同时进行</translation>
    </message>
    <message>
        <source>Availability floor</source>
        <translation>可用性下限</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What this is for; approvers read it</source>
        <translation>用途说明，供审批人阅读</translation>
    </message>
    <message>
        <source>Replace a deployment of this module that has not ended</source>
        <translation>替换此模块未结束的部署</translation>
    </message>
    <message>
        <source>Waves, each with those before: %1</source>
        <extracomment>%1 &quot;5 %, 25 %, 100 %&quot;, shares or numbers of nodes</extracomment>
        <translation>波次，每一波含之前各波：%1</translation>
    </message>
</context>
<context>
    <name>NodeCharts</name>
    <message>
        <source>%1/s</source>
        <extracomment>requests in a second; %1 is a number</extracomment>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Requests</source>
        <extracomment>request times: 95 of 100 requests were faster</extracomment>
        <translation>请求</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>p95 延迟</translation>
    </message>
</context>
<context>
    <name>NodeLog</name>
    <message>
        <source>agent</source>
        <translation>代理</translation>
    </message>
</context>
<context>
    <name>NodeLogPanel</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Whose lines</source>
        <translation>日志来源</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>The agent&apos;s</source>
        <translation>代理的</translation>
    </message>
    <message>
        <source>Of modules</source>
        <translation>模块的</translation>
    </message>
    <message>
        <source>Only lines with this text</source>
        <translation>仅含此文本的行</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Follow again</source>
        <translation>重新跟随</translation>
    </message>
    <message>
        <source>Pause the log</source>
        <translation>暂停日志</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <extracomment>a line of a log: %1 time of day, %2 module, %3 text</extracomment>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>Nothing was logged in the last day.</source>
        <translation>最近一天没有日志。</translation>
    </message>
</context>
<context>
    <name>NodePage</name>
    <message>
        <source>Back to the fleet</source>
        <translation>返回机群</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>排空</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Drain %1?</source>
        <extracomment>%1 node</extracomment>
        <translation>排空 %1？</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>基本信息</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Recent deployments</source>
        <translation>最近的部署</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>what the node refused or found wrong</source>
        <translation>该节点拒绝或发现有误的内容</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>How it is doing</source>
        <translation>运行状况</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>最近一小时</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>命令记录</translation>
    </message>
    <message>
        <source>commands and receipts, newest first</source>
        <translation>命令和回执，最新的在前</translation>
    </message>
    <message>
        <source>No command was meant for this node yet.</source>
        <translation>尚无发给此节点的命令。</translation>
    </message>
    <message>
        <source>The fleet does not have this node</source>
        <translation>机群中没有此节点</translation>
    </message>
    <message>
        <source>It may have been given another name, or belong to another tenant.</source>
        <translation>它可能已改名，或属于其他租户。</translation>
    </message>
</context>
<context>
    <name>NodePanel</name>
    <message>
        <source>Module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>正在服务</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Cores</source>
        <extracomment>%1 is a number of processor cores, for example 3.5</extracomment>
        <translation>核心</translation>
    </message>
    <message>
        <source>Memory size</source>
        <translation>内存大小</translation>
    </message>
    <message>
        <source>Disk free</source>
        <translation>磁盘可用</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最后在线</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>release</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>Healthy</source>
        <comment>release</comment>
        <translation>健康</translation>
    </message>
    <message>
        <source>Not healthy</source>
        <translation>不健康</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) in the last day</source>
        <translation>
            <numerusform>最近一天 %Ln 个告警</numerusform>
        </translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>热备</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>已准备</translation>
    </message>
</context>
<context>
    <name>NodeSidePanel</name>
    <message>
        <source>Node %1</source>
        <translation>节点 %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Deployments that touched it</source>
        <translation>涉及该节点的部署</translation>
    </message>
    <message>
        <source>Open the node&apos;s page</source>
        <translation>打开节点页面</translation>
    </message>
</context>
<context>
    <name>NodeView</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>The fleet does not have this node.</source>
        <translation>机群中没有此节点。</translation>
    </message>
    <message>
        <source>The node is out of the fleet for good.</source>
        <translation>该节点已永久离开机群。</translation>
    </message>
    <message>
        <source>The node is not connected: it could not be told.</source>
        <translation>该节点未连接：无法通知它。</translation>
    </message>
    <message>
        <source>%4 on it finish what they have and get no new requests. %1 of %2 nodes of %3 go on serving.</source>
        <extracomment>%1 number, %2 number, %3 environment, %4 &quot;2 modules&quot;</extracomment>
        <translation>其上的 %4 将处理完现有请求，不再接收新请求。%3环境的 %2 个节点中有 %1 个继续服务。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln module(s)</source>
        <translation>
            <numerusform>%Ln 个模块</numerusform>
        </translation>
    </message>
    <message>
        <source>Put %1 back</source>
        <extracomment>%1 node</extracomment>
        <translation>放回 %1</translation>
    </message>
</context>
<context>
    <name>NodeWords</name>
    <message>
        <source>Apply</source>
        <comment>command to a node</comment>
        <translation>应用</translation>
    </message>
    <message>
        <source>Prepare</source>
        <comment>command to a node</comment>
        <translation>准备</translation>
    </message>
    <message>
        <source>Switch</source>
        <comment>command to a node</comment>
        <translation>切换</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>command to a node</comment>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Revert</source>
        <comment>command to a node</comment>
        <translation>还原</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>command to a node</comment>
        <translation>移除</translation>
    </message>
    <message>
        <source>Drain</source>
        <comment>command to a node</comment>
        <translation>排空</translation>
    </message>
    <message>
        <source>Put back</source>
        <comment>command to a node</comment>
        <translation>放回</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <comment>command to a node</comment>
        <translation>停止发布线</translation>
    </message>
    <message>
        <source>Waits</source>
        <comment>command</comment>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Delivered</source>
        <comment>command</comment>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Answered</source>
        <comment>command</comment>
        <translation>已应答</translation>
    </message>
    <message>
        <source>Void</source>
        <comment>command</comment>
        <translation>已失效</translation>
    </message>
    <message>
        <source>Applied</source>
        <comment>receipt</comment>
        <translation>已应用</translation>
    </message>
    <message>
        <source>Reverted</source>
        <comment>receipt</comment>
        <translation>已还原</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>receipt</comment>
        <translation>失败</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>receipt</comment>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Broken</source>
        <comment>receipt</comment>
        <translation>服务中断</translation>
    </message>
    <message>
        <source>Switched in %1 ms</source>
        <extracomment>time without anybody listening while a release is exchanged; %1 milliseconds</extracomment>
        <translation>切换用时 %1 毫秒</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
</context>
<context>
    <name>OfflineData</name>
    <message>
        <source>Nothing is kept: this console was started with --no-cache.</source>
        <translation>不保留任何内容：此控制台以 --no-cache 启动。</translation>
    </message>
    <message>
        <source>Being cleared</source>
        <translation>正在清除</translation>
    </message>
    <message>
        <source>Nothing can be kept now: %1</source>
        <extracomment>%1 a sentence that says what is wrong</extracomment>
        <translation>目前无法保留内容：%1</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <extracomment>what is kept on this desktop: %1 a size, %2 date and time up to which it is true</extracomment>
        <translation>%1，截至 %2</translation>
    </message>
    <message>
        <source>%1, nothing of this database yet</source>
        <extracomment>%1 a size</extracomment>
        <translation>%1，尚无此数据库的内容</translation>
    </message>
    <message>
        <source>The file was damaged: it was put aside and begun anew.</source>
        <translation>文件已损坏：已移到一旁并重新建立。</translation>
    </message>
</context>
<context>
    <name>OrderBoard</name>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 module, %2 environment</extracomment>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>Only a deployer may drain nodes or stop a line.</source>
        <translation>只有部署者可以排空节点或停止发布线。</translation>
    </message>
    <message>
        <source>At once it %1, and %2. Nothing of %3 in %4 begins or resumes until the line is released.</source>
        <extracomment>%1 &quot;pauses 3 deployments&quot;, %2 &quot;420 nodes are told and confirm it&quot;, %3 module, %4 environment</extracomment>
        <translation>将立即%1，并%2。在放行发布线之前，%4 中的 %3 不会开始或继续任何部署。</translation>
    </message>
    <message numerus="yes">
        <source>pauses %Ln deployment(s)</source>
        <translation>
            <numerusform>暂停 %Ln 个部署</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) are told and confirm it</source>
        <translation>
            <numerusform>通知 %Ln 个节点，由其确认</numerusform>
        </translation>
    </message>
    <message>
        <source>The line of %1 in %2 is stopped</source>
        <translation>%2 中 %1 的发布线已停止</translation>
    </message>
    <message numerus="yes">
        <source>%Ln deployment(s) that the stop paused go on.</source>
        <translation>
            <numerusform>因停止而暂停的 %Ln 个部署将继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>The line of %1 in %2 is released</source>
        <translation>%2 中 %1 的发布线已放行</translation>
    </message>
    <message>
        <source>%1 is being drained</source>
        <translation>正在排空 %1</translation>
    </message>
    <message>
        <source>%1 is being put back</source>
        <translation>正在放回 %1</translation>
    </message>
    <message>
        <source>Line stopped: %1 in %2</source>
        <extracomment>%1 module, %2 environment</extracomment>
        <translation>发布线已停止：%2 中的 %1</translation>
    </message>
    <message>
        <source>Line was stopped: %1 in %2</source>
        <translation>发布线曾停止：%2 中的 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain %1 in %2</source>
        <extracomment>%1 a node or &quot;3 nodes&quot;, %2 environment</extracomment>
        <translation>排空 %2 中的 %1</translation>
    </message>
    <message>
        <source>Put back %1 in %2</source>
        <translation>放回 %2 中的 %1</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <extracomment>receipts of nodes: %1 of %2</extracomment>
        <translation>已确认 %1/%2</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <extracomment>%1 &quot;412 of 420 confirmed&quot;, %2 number</extracomment>
        <translation>%1，%2 个失败</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 person, %2 time of day, %3 reason</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
</context>
<context>
    <name>OrdersPanel</name>
    <message>
        <source>Orders to the fleet</source>
        <translation>对机群的指令</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>an order to the fleet: what, &quot;412 of 420 confirmed&quot;, who and when</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Release the line</source>
        <translation>放行发布线</translation>
    </message>
    <message>
        <source>Release the line?</source>
        <translation>放行发布线？</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>At worst</source>
        <translation>最坏情况</translation>
    </message>
    <message>
        <source>Earliest stop</source>
        <translation>最早叫停</translation>
    </message>
    <message>
        <source>There is no plan yet</source>
        <translation>尚无计划</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message numerus="yes">
        <source>Wave %1: %n node(s)</source>
        <extracomment>%1 number of the wave, %n its nodes</extracomment>
        <translation>
            <numerusform>第 %1 波：%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>rounded from %1</source>
        <extracomment>%1 exact share before rounding</extracomment>
        <translation>由 %1 取整</translation>
    </message>
    <message>
        <source>bakes %1</source>
        <extracomment>%1 duration</extracomment>
        <translation>观察 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s) may change</source>
        <translation>
            <numerusform>%n 个节点中有 %1 个可能变更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n wave(s)</source>
        <translation>
            <numerusform>共 %n 波</numerusform>
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
            <numerusform>任何时刻 %n 个节点中至少 %1 个在服务；下限为 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) are skipped: %1</source>
        <extracomment>%1 node names</extracomment>
        <translation>
            <numerusform>跳过 %n 个节点：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>This module cannot be swapped without downtime: each node is out of service for a moment</source>
        <translation>此模块无法不停机切换：每个节点会短暂停止服务</translation>
    </message>
    <message>
        <source>The last wave leaves too few untouched nodes: it is compared with the waves before it</source>
        <translation>最后一波剩余未变更节点过少：将与之前的波次对比</translation>
    </message>
    <message>
        <source>Another deployment of this module runs here: this one waits behind %1</source>
        <extracomment>%1 id of the deployment in front</extracomment>
        <translation>此处已有该模块的部署在运行：本次将排在 %1 之后</translation>
    </message>
    <message>
        <source>Somebody else has to sign off before the first node changes</source>
        <translation>首个节点变更前需由他人审批</translation>
    </message>
    <message>
        <source>There is no release before this one: rolling back removes the module</source>
        <translation>此前没有版本：回滚将移除该模块</translation>
    </message>
</context>
<context>
    <name>PoliciesPage</name>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Not up to date</source>
        <translation>不是最新</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Past rollouts</source>
        <translation>过往发布</translation>
    </message>
    <message>
        <source>Try on past rollouts</source>
        <translation>用过往发布试验</translation>
    </message>
    <message>
        <source>Set policy…</source>
        <translation>设置策略…</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>A policy for one module of %1</source>
        <translation>%1 中单个模块的策略</translation>
    </message>
    <message>
        <source>For one module…</source>
        <translation>针对单个模块…</translation>
    </message>
    <message>
        <source>Policies in force</source>
        <translation>生效中的策略</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Into the text</source>
        <translation>转到文本</translation>
    </message>
    <message>
        <source>Versions of %1</source>
        <translation>%1 的版本</translation>
    </message>
    <message>
        <source>None was set here yet.</source>
        <translation>此处尚未设置。</translation>
    </message>
    <message>
        <source>Set the policy of %1?</source>
        <extracomment>%1 &quot;Production&quot;, or &quot;checkout in Production&quot;</extracomment>
        <translation>设置 %1 的策略？</translation>
    </message>
    <message>
        <source>Set policy</source>
        <translation>设置策略</translation>
    </message>
    <message>
        <source>Drop what you have written?</source>
        <translation>放弃已编写的内容？</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>PolicyDesk</name>
    <message>
        <source>The policy of %1, begun from %2.</source>
        <extracomment>%1 &quot;Production&quot; or &quot;checkout in Production&quot;, %2 &quot;version 4&quot; or &quot;the default&quot;</extracomment>
        <translation>%1 的策略，基于 %2。</translation>
    </message>
    <message>
        <source>The policy is in force as version %1</source>
        <extracomment>%1 a number</extracomment>
        <translation>策略已生效，版本 %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a module, %2 an environment</extracomment>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>every environment goes by its default</source>
        <translation>每个环境都采用其默认策略</translation>
    </message>
    <message numerus="yes">
        <source>%Ln policies were set</source>
        <translation>
            <numerusform>已设置 %Ln 项策略</numerusform>
        </translation>
    </message>
    <message>
        <source>the default, nothing was set yet</source>
        <extracomment>%1 &quot;version 4&quot; or &quot;the default&quot;</extracomment>
        <translation>默认策略，尚未设置</translation>
    </message>
    <message>
        <source>none of its own; goes by %1 of the environment</source>
        <translation>没有自己的策略；采用环境的 %1</translation>
    </message>
    <message>
        <source>%1, set by %2 on %3: %4</source>
        <extracomment>%1 &quot;version 4&quot;, %2 a person, %3 date and time, %4 why</extracomment>
        <translation>%1，由 %2 于 %3 设置：%4</translation>
    </message>
    <message>
        <source>%1 has set %2 since you began. Start over to see it; your text is dropped then.</source>
        <extracomment>%1 a person, %2 &quot;version 4&quot;</extracomment>
        <translation>自您开始以来，%1 已设置 %2。重新开始即可查看；届时您的文本将被放弃。</translation>
    </message>
    <message>
        <source>The policy is being read.</source>
        <translation>正在读取策略。</translation>
    </message>
    <message>
        <source>The text is being checked.</source>
        <translation>正在检查文本。</translation>
    </message>
    <message>
        <source>Correct what is listed below the text.</source>
        <translation>请更正文本下方列出的内容。</translation>
    </message>
    <message>
        <source>A trial is running.</source>
        <translation>正在试验。</translation>
    </message>
    <message>
        <source>Only an administrator may set policies.</source>
        <translation>只有管理员可以设置策略。</translation>
    </message>
    <message>
        <source>The policy is being set.</source>
        <translation>正在设置策略。</translation>
    </message>
    <message>
        <source>It says what is in force already.</source>
        <translation>内容与生效中的策略相同。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) change.</source>
        <translation>
            <numerusform>更改 %Ln 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>New deployments of %1 go by it from now on; running ones keep theirs. %2</source>
        <extracomment>%1 &quot;Production&quot; or &quot;checkout in Production&quot;, %2 &quot;3 lines change.&quot;</extracomment>
        <translation>从现在起，%1 的新部署将遵循它；运行中的部署保留原策略。%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) that you changed are lost.</source>
        <translation>
            <numerusform>您更改的 %Ln 行将丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>设置者</translation>
    </message>
    <message>
        <source>default</source>
        <comment>policy</comment>
        <translation>默认</translation>
    </message>
    <message>
        <source>not set</source>
        <comment>policy</comment>
        <translation>未设置</translation>
    </message>
    <message>
        <source>every</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>PolicyEditor</name>
    <message>
        <source>Being checked…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>This is no policy file yet</source>
        <translation>这还不是策略文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s) are not right</source>
        <translation>
            <numerusform>%Ln 个字段不正确</numerusform>
        </translation>
    </message>
    <message>
        <source>As in %1</source>
        <extracomment>%1 &quot;version 4&quot;, &quot;the default&quot;</extracomment>
        <translation>与 %1 相同</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) differ from %1</source>
        <translation>
            <numerusform>与 %1 相差 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>What would be right</source>
        <translation>正确取值</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>PolicyTrial</name>
    <message>
        <source>No rollout here has ended and been judged yet.</source>
        <translation>此处尚无已结束且经过判定的发布。</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>实际情况</translation>
    </message>
    <message>
        <source>With this policy</source>
        <translation>采用此策略</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>机群</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>%1 – Ctrl+Shift+I acts as the next person</source>
        <translation>%1 – 按 Ctrl+Shift+I 切换为下一人</translation>
    </message>
    <message>
        <source>Acting as %1, %2</source>
        <translation>当前身份 %1，%2</translation>
    </message>
    <message>
        <source>Coordination</source>
        <translation>协调</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 the name of a page, %2 keys</extracomment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>the error rate</source>
        <translation>错误率</translation>
    </message>
    <message>
        <source>the mean latency</source>
        <translation>平均延迟</translation>
    </message>
    <message>
        <source>the 99th percentile of the latency</source>
        <translation>延迟的第 99 百分位</translation>
    </message>
    <message>
        <source>the CPU load</source>
        <translation>CPU 负载</translation>
    </message>
    <message>
        <source>the memory use</source>
        <translation>内存使用率</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>未测得</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message numerus="yes">
        <source>every node of the plan runs %1 and stayed healthy (%n node(s))</source>
        <translation>
            <numerusform>计划中的每个节点都运行 %1 并保持健康（%n 个节点）</numerusform>
        </translation>
    </message>
    <message>
        <source>the metrics were worse than allowed</source>
        <translation>指标差于允许值</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) failed</source>
        <translation>
            <numerusform>%n 个节点失败</numerusform>
        </translation>
    </message>
    <message>
        <source>a node failed</source>
        <translation>一个节点失败</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) failed, more than the policy allows</source>
        <translation>
            <numerusform>%n 个节点失败，超过策略允许</numerusform>
        </translation>
    </message>
    <message>
        <source>no node became healthy in time</source>
        <translation>没有节点按时变为健康</translation>
    </message>
    <message>
        <source>the validation at the end failed</source>
        <translation>最终验证失败</translation>
    </message>
    <message>
        <source>the new slot failed its smoke checks and nothing was switched</source>
        <translation>新槽位未通过冒烟检查，未进行切换</translation>
    </message>
    <message>
        <source>a check failed</source>
        <translation>一项检查失败</translation>
    </message>
    <message>
        <source>it was aborted on request</source>
        <translation>按要求中止</translation>
    </message>
    <message>
        <source>a rollback was asked for</source>
        <translation>按要求回滚</translation>
    </message>
    <message>
        <source>sign-off was refused</source>
        <translation>审批被拒绝</translation>
    </message>
    <message>
        <source>nobody signed off in time</source>
        <translation>无人按时审批</translation>
    </message>
    <message>
        <source>a newer deployment replaced it</source>
        <translation>被更新的部署替换</translation>
    </message>
    <message>
        <source>the plan could never keep enough nodes serving</source>
        <translation>该计划无法保持足够的服务节点</translation>
    </message>
    <message>
        <source>an administrator accepted it as it is</source>
        <translation>管理员按现状接受</translation>
    </message>
    <message>
        <source>somebody paused it</source>
        <translation>有人暂停了它</translation>
    </message>
    <message>
        <source>the metrics do not decide</source>
        <translation>指标无法判定</translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation>没有测量数据</translation>
    </message>
    <message>
        <source>the metric source does not answer</source>
        <translation>指标源没有响应</translation>
    </message>
    <message>
        <source>the next step would cross the availability floor</source>
        <translation>下一步将突破可用性下限</translation>
    </message>
    <message>
        <source>a freeze window is open</source>
        <translation>冻结窗口已开启</translation>
    </message>
    <message>
        <source>a stage failed</source>
        <translation>一个阶段失败</translation>
    </message>
    <message>
        <source>the store may have lost its last changes</source>
        <translation>存储可能丢失了最近的更改</translation>
    </message>
    <message>
        <source>Paused: %1.</source>
        <extracomment>%1 one or more reasons</extracomment>
        <translation>已暂停：%1。</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>waiting for approval</source>
        <translation>等待审批</translation>
    </message>
    <message>
        <source>rolling back</source>
        <translation>正在回滚</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>已回滚</translation>
    </message>
    <message>
        <source>needs intervention</source>
        <translation>需要人工介入</translation>
    </message>
    <message>
        <source>%1 was %2 against %3 (at most %4 allowed)</source>
        <extracomment>%1 &quot;the error rate&quot;, %2 value on the new release, %3 value to compare with, %4 highest value allowed</extracomment>
        <translation>%1为 %2，基线为 %3（最多允许 %4）</translation>
    </message>
    <message>
        <source>%1, %2 errors in %3 requests</source>
        <extracomment>%1 the sentence so far, %2 and %3 numbers</extracomment>
        <translation>%1，%3 个请求中有 %2 个错误</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 reason, %2 technical detail</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 in wave %2 of %3: %4.</source>
        <extracomment>%1 &quot;Rolled back&quot;, %2 and %3 wave numbers, %4 reason</extracomment>
        <translation>%1（第 %2 波，共 %3 波）：%4。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <extracomment>%1 &quot;Rolled back&quot;, %2 reason</extracomment>
        <translation>%1：%2。</translation>
    </message>
    <message numerus="yes">
        <source>%1 needs %n more sample(s)</source>
        <extracomment>%1 &quot;the error rate&quot;, %n samples that are missing</extracomment>
        <translation>
            <numerusform>%1 还需要 %n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>%1 &quot;the metrics do not decide&quot;, %2 the numbers they are about</extracomment>
        <translation>%1——%2</translation>
    </message>
    <message>
        <source>the metric %1</source>
        <extracomment>%1 name of a metric that the policy adds</extracomment>
        <translation>指标 %1</translation>
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
        <translation>%1 · %2 · 由 %3 发起</translation>
    </message>
</context>
<context>
    <name>ServiceClient</name>
    <message>
        <source>The store cannot be reached: nothing can be changed until it is back.</source>
        <translation>无法连接存储：恢复之前无法做任何更改。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Act as</source>
        <translation>当前身份</translation>
    </message>
    <message>
        <source>The lab has three people with a key each, so that one person can see four-eyes work.</source>
        <translation>实验室有三个各持密钥的人员，一个人也能体验双人审批。</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Voting key</source>
        <translation>投票密钥</translation>
    </message>
    <message>
        <source>Votes are signed with this key.</source>
        <translation>投票用此密钥签名。</translation>
    </message>
    <message>
        <source>This identity has no key and cannot vote.</source>
        <translation>此身份没有密钥，无法投票。</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>语言和外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Changes at once, everywhere.</source>
        <translation>立即全局生效。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>In proportion to the system&apos;s text size.</source>
        <translation>相对于系统文字大小。</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>更小</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>%1 is a number</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>更大</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The lab runs inside this console; everything in it ends with it.</source>
        <translation>实验室在此控制台内运行；关闭控制台即全部结束。</translation>
    </message>
    <message>
        <source>Leaders</source>
        <translation>主导者</translation>
    </message>
    <message>
        <source>Kept for reading offline</source>
        <translation>保留供离线阅读</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Removes what this desktop keeps of every database.</source>
        <translation>清除本机保留的所有数据库的内容。</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Go to a page, deployment, node or action</source>
        <translation>转到页面、部署、节点或操作</translation>
    </message>
    <message>
        <source>Pages of the rail</source>
        <translation>导航栏页面</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Into the page</source>
        <translation>进入页面</translation>
    </message>
    <message>
        <source>Next control; with Shift the one before</source>
        <translation>下一个控件；加 Shift 为上一个</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>新建部署</translation>
    </message>
    <message>
        <source>What waits for a person</source>
        <translation>等待人工处理的事项</translation>
    </message>
    <message>
        <source>Take back what waits to be sent</source>
        <translation>撤回待发送的操作</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>筛选此页面</translation>
    </message>
    <message>
        <source>Grid or table of the fleet</source>
        <translation>机群的网格或表格</translation>
    </message>
    <message>
        <source>Move within a grid, table or chart</source>
        <translation>在网格、表格或图表内移动</translation>
    </message>
    <message>
        <source>Open or do</source>
        <translation>打开或执行</translation>
    </message>
    <message>
        <source>Close or clear</source>
        <translation>关闭或清除</translation>
    </message>
    <message>
        <source>Held with a verb: skips the undo grace</source>
        <translation>执行操作时按住：跳过撤销等待</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>深色或浅色</translation>
    </message>
    <message>
        <source>Next language</source>
        <translation>下一种语言</translation>
    </message>
    <message>
        <source>Act as the next person</source>
        <translation>切换为下一人</translation>
    </message>
    <message>
        <source>Text larger or smaller</source>
        <translation>放大或缩小文字</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Zoom a chart; Space pauses it</source>
        <translation>缩放图表；空格键暂停</translation>
    </message>
    <message>
        <source>Move a chart’s view; Home ends it</source>
        <translation>移动图表视图；Home 键结束</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>%1 passed in %2</source>
        <extracomment>%1 name of a check, %2 how long it took</extracomment>
        <translation>%1 用时 %2 通过</translation>
    </message>
    <message>
        <source>%1 failed in %2</source>
        <translation>%1 用时 %2 失败</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
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
        <translation>租户 %1</translation>
    </message>
    <message>
        <source>An engine stopped itself: %1</source>
        <translation>一个引擎已自行停止：%1</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Stop a line</source>
        <translation>停止发布线</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>发布线</translation>
    </message>
    <message>
        <source>Reason (required)</source>
        <translation>理由（必填）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop the line</source>
        <translation>停止发布线</translation>
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
        <translation>等待轮到</translation>
    </message>
    <message>
        <source>Wave %1 of %2</source>
        <extracomment>%1 number of the present wave, %2 number of waves</extracomment>
        <translation>第 %1 波，共 %2 波</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) taken back</source>
        <translation>
            <numerusform>已回退 %n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s)</source>
        <extracomment>%1 nodes that are healthy on the release, %n nodes in all</extracomment>
        <translation>
            <numerusform>%1/%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for sign-off</source>
        <translation>等待审批</translation>
    </message>
    <message>
        <source>Paused by an operator</source>
        <translation>由操作员暂停</translation>
    </message>
    <message>
        <source>The metrics do not decide: promote, bake again or abort</source>
        <translation>指标无法判定：可推进、重新观察或中止</translation>
    </message>
    <message>
        <source>Nothing was measured: promote, bake again or abort</source>
        <translation>没有测量数据：可推进、重新观察或中止</translation>
    </message>
    <message>
        <source>The metric source does not answer; goes on by itself when it does</source>
        <translation>指标源没有响应；恢复后自动继续</translation>
    </message>
    <message>
        <source>The next step would cross the availability floor; goes on by itself</source>
        <translation>下一步将突破可用性下限；条件允许时自动继续</translation>
    </message>
    <message>
        <source>A freeze window is open; goes on when it ends</source>
        <translation>冻结窗口已开启；结束后继续</translation>
    </message>
    <message>
        <source>No node became healthy in time</source>
        <translation>没有节点按时变为健康</translation>
    </message>
    <message>
        <source>A stage failed and may be retried</source>
        <translation>一个阶段失败，可重试</translation>
    </message>
    <message>
        <source>The store may have lost its last changes; an administrator confirms</source>
        <translation>存储可能丢失了最近的更改；需管理员确认</translation>
    </message>
    <message>
        <source>Every node runs the release</source>
        <translation>每个节点都运行该版本</translation>
    </message>
    <message>
        <source>The metrics were worse than allowed</source>
        <translation>指标差于允许值</translation>
    </message>
    <message>
        <source>A node failed</source>
        <translation>一个节点失败</translation>
    </message>
    <message>
        <source>Too many nodes failed</source>
        <translation>失败节点过多</translation>
    </message>
    <message>
        <source>The check at the end failed</source>
        <translation>最终检查失败</translation>
    </message>
    <message>
        <source>The new slot failed its smoke check; nothing was switched</source>
        <translation>新槽位未通过冒烟检查；未进行切换</translation>
    </message>
    <message>
        <source>A check failed</source>
        <translation>一项检查失败</translation>
    </message>
    <message>
        <source>Aborted on request</source>
        <translation>按要求中止</translation>
    </message>
    <message>
        <source>Rolled back on request</source>
        <translation>按要求回滚</translation>
    </message>
    <message>
        <source>Sign-off was refused</source>
        <translation>审批被拒绝</translation>
    </message>
    <message>
        <source>Nobody signed off in time</source>
        <translation>无人按时审批</translation>
    </message>
    <message>
        <source>Replaced by a newer deployment</source>
        <translation>被更新的部署替换</translation>
    </message>
    <message>
        <source>The availability floor leaves no room for it</source>
        <translation>可用性下限不允许此操作</translation>
    </message>
    <message>
        <source>Accepted as it is by an administrator</source>
        <translation>由管理员按现状接受</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Go to a page, deployment, node or action</source>
        <translation>转到页面、部署、节点或操作</translation>
    </message>
    <message>
        <source>Next language</source>
        <translation>下一种语言</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>Past rollouts</source>
        <translation>过往发布</translation>
    </message>
    <message>
        <source>what this text would have made of the last ones here</source>
        <translation>若采用此文本，最近的发布会有怎样的结果</translation>
    </message>
    <message>
        <source>Open the deployment</source>
        <translation>打开部署</translation>
    </message>
    <message>
        <source>How many of the last rollouts</source>
        <translation>最近多少次发布</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>正在试验…</translation>
    </message>
    <message>
        <source>Nothing has been tried yet.</source>
        <translation>尚未试验。</translation>
    </message>
    <message>
        <source>The text has changed since this was tried.</source>
        <translation>试验之后文本已更改。</translation>
    </message>
    <message>
        <source>last %1</source>
        <extracomment>%1 a number of rollouts</extracomment>
        <translation>最近 %1 次</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message numerus="yes">
        <source>%1 in %n s</source>
        <extracomment>%1 is what will be done, %n the seconds left</extracomment>
        <translation>
            <numerusform>%n 秒后：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back</source>
        <translation>按 Ctrl+Z 撤回</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message>
        <source>What can be done</source>
        <translation>可执行的操作</translation>
    </message>
    <message>
        <source>Choose a node in a wave first</source>
        <translation>请先在波次中选择一个节点</translation>
    </message>
</context>
<context>
    <name>VerbButton</name>
    <message>
        <source>%1 (not possible now)</source>
        <extracomment>name of a verb that is not possible now</extracomment>
        <translation>%1（当前不可用）</translation>
    </message>
</context>
<context>
    <name>VerbList</name>
    <message>
        <source>Not possible while the deployment is: %1</source>
        <extracomment>%1 state of the deployment</extracomment>
        <translation>部署处于此状态时不可用：%1</translation>
    </message>
</context>
<context>
    <name>VerdictText</name>
    <message>
        <source>passed</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>未测得</translation>
    </message>
    <message>
        <source>threshold judge</source>
        <translation>阈值判定</translation>
    </message>
    <message>
        <source>sequential judge</source>
        <translation>序贯判定</translation>
    </message>
    <message>
        <source>rank judge</source>
        <translation>秩判定</translation>
    </message>
    <message>
        <source>the new release</source>
        <translation>新版本</translation>
    </message>
    <message numerus="yes">
        <source>%n canary node(s)</source>
        <translation>
            <numerusform>%n 个金丝雀节点</numerusform>
        </translation>
    </message>
    <message>
        <source>the untouched nodes</source>
        <translation>未变更的节点</translation>
    </message>
    <message numerus="yes">
        <source>%n untouched node(s)</source>
        <translation>
            <numerusform>%n 个未变更的节点</numerusform>
        </translation>
    </message>
    <message>
        <source>the untouched nodes of an earlier wave</source>
        <translation>较早一波中未变更的节点</translation>
    </message>
    <message>
        <source>the same nodes before the rollout</source>
        <translation>发布前的相同节点</translation>
    </message>
    <message>
        <source>%1 times as often</source>
        <extracomment>%1 a number, possibly with decimals</extracomment>
        <translation>频率为 %1 倍</translation>
    </message>
    <message>
        <source>%1 times as much</source>
        <translation>为 %1 倍</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s) failed on %2 (%3 %)</source>
        <extracomment>%n requests, %1 how many failed, %2 &quot;2 canary nodes&quot;, %3 percent</extracomment>
        <translation>
            <numerusform>%2 上 %Ln 个请求中有 %1 个失败（%3%）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of %3 on %4 (%5 %)</source>
        <extracomment>%1 the sentence so far, %2 how many failed, %3 of how many, %4 &quot;18 untouched nodes&quot;, %5 percent</extracomment>
        <translation>%1，%4 上 %3 个中有 %2 个（%5%）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 the sentence so far, %2 &quot;36 times as often&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 was %2 on %3</source>
        <extracomment>%1 &quot;the mean latency&quot;, %2 a value, %3 &quot;2 canary nodes&quot;</extracomment>
        <translation>%3 上%1为 %2</translation>
    </message>
    <message>
        <source>%1 against %2 on %3</source>
        <extracomment>%1 the sentence so far, %2 a value, %3 &quot;18 untouched nodes&quot;</extracomment>
        <translation>%1，对比 %3 上的 %2</translation>
    </message>
    <message>
        <source>%1, at most %2 allowed</source>
        <extracomment>%1 the sentence so far, %2 highest value allowed</extracomment>
        <translation>%1，最多允许 %2</translation>
    </message>
    <message>
        <source>no measurement of %1 on %2</source>
        <translation>%2 上没有%1的测量值</translation>
    </message>
    <message>
        <source>evidence %1 % of what a failure needs</source>
        <extracomment>%1 percent</extracomment>
        <translation>证据达到判定失败所需的 %1%</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>约 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>约 %1 小时</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s)</source>
        <translation>
            <numerusform>还需 %Ln 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;2,140 more requests&quot;, %2 &quot;about 6 min&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more sample(s)</source>
        <translation>
            <numerusform>还需 %Ln 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 the least and the greatest difference</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>the untouched nodes are calm</source>
        <translation>未变更的节点平稳</translation>
    </message>
    <message>
        <source>the untouched nodes vary more than chance does, so %1 times the evidence is asked for</source>
        <extracomment>%1 a number above 1</extracomment>
        <translation>未变更节点的波动超出偶然，因此要求 %1 倍的证据</translation>
    </message>
    <message>
        <source>the untouched nodes are too restless to judge by now</source>
        <translation>未变更的节点目前过于不稳，无法据此判定</translation>
    </message>
    <message>
        <source>compared with untouched nodes at the same time</source>
        <translation>与同一时间未变更的节点对比</translation>
    </message>
    <message>
        <source>compared with an earlier wave, which is a weak baseline</source>
        <translation>与较早的波次对比（弱基线）</translation>
    </message>
    <message>
        <source>compared with the same nodes before the rollout, which is a weak baseline</source>
        <translation>与发布前的相同节点对比（弱基线）</translation>
    </message>
    <message>
        <source>nothing to compare with</source>
        <translation>没有可对比的对象</translation>
    </message>
    <message>
        <source>false-alarm rate %1 % per rollout</source>
        <extracomment>%1 percent</extracomment>
        <translation>每次发布的误报率 %1%</translation>
    </message>
    <message>
        <source>%1.</source>
        <extracomment>%1 &quot;Stopped&quot;, %2 the reasons</extracomment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1, to decide</source>
        <extracomment>%1 &quot;2,140 more requests, about 6 min&quot;</extracomment>
        <translation>%1，方可判定</translation>
    </message>
</context>
<context>
    <name>VoteList</name>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
</context>
<context>
    <name>VotesPanel</name>
    <message>
        <source>Votes</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nobody has voted yet</source>
        <translation>尚无人投票</translation>
    </message>
</context>
<context>
    <name>WarningsList</name>
    <message>
        <source>What to put right</source>
        <translation>需要改正的问题</translation>
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
            <numerusform>第 %1 波 · %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 time baked, %2 length of the bake</extracomment>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>WavesPanel</name>
    <message>
        <source>Waves</source>
        <translation>波次</translation>
    </message>
    <message>
        <source>Bake</source>
        <translation>观察期</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 &quot;Wave 2, 4 nodes&quot;, %2 the node that the keyboard is on</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <extracomment>%1 node name</extracomment>
        <translation>已选：%1</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Rolls releases out to fleets in waves, judges each wave by its metrics, and takes back what is bad.</source>
        <translation>分波次向机群发布版本，依据指标判定每一波，并回退有问题的版本。</translation>
    </message>
    <message>
        <source>Try the lab</source>
        <translation>试用实验室</translation>
    </message>
    <message>
        <source>Three real nodes on this machine and a simulated fleet, nothing to set up. Everything in it ends with it.</source>
        <translation>本机三个真实节点和一个模拟机群，无需配置。关闭即全部结束。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Open the lab</source>
        <translation>打开实验室</translation>
    </message>
    <message>
        <source>hotswap-agent is not beside this program; install it.</source>
        <translation>此程序旁没有 hotswap-agent；请安装。</translation>
    </message>
    <message>
        <source>The demo packages are missing; install them.</source>
        <translation>缺少演示包；请安装。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>等待审批</translation>
    </message>
    <message>
        <source>Rolling back</source>
        <translation>正在回滚</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>已回滚</translation>
    </message>
    <message>
        <source>Needs intervention</source>
        <translation>需要人工介入</translation>
    </message>
    <message>
        <source>Enrolling</source>
        <translation>注册中</translation>
    </message>
    <message>
        <source>Healthy</source>
        <comment>node</comment>
        <translation>健康</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>正在排空</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>已排空</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已退役</translation>
    </message>
    <message>
        <source>Pass</source>
        <comment>verdict</comment>
        <translation>通过</translation>
    </message>
    <message>
        <source>Fail</source>
        <comment>verdict</comment>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>无法判定</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Build</source>
        <comment>stage</comment>
        <translation>构建</translation>
    </message>
    <message>
        <source>Test</source>
        <comment>stage</comment>
        <translation>测试</translation>
    </message>
    <message>
        <source>Security scan</source>
        <comment>stage</comment>
        <translation>安全扫描</translation>
    </message>
    <message>
        <source>Approval</source>
        <comment>stage</comment>
        <translation>审批</translation>
    </message>
    <message>
        <source>Deploy</source>
        <comment>stage</comment>
        <translation>部署</translation>
    </message>
    <message>
        <source>Validate</source>
        <comment>stage</comment>
        <translation>验证</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Awaiting decision</source>
        <translation>等待决定</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Void</source>
        <comment>approval</comment>
        <translation>已失效</translation>
    </message>
    <message>
        <source>Changing</source>
        <comment>node step</comment>
        <translation>变更中</translation>
    </message>
    <message>
        <source>Settling</source>
        <comment>node step</comment>
        <translation>稳定中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <comment>node step</comment>
        <translation>未知</translation>
    </message>
    <message>
        <source>Going back</source>
        <comment>node step</comment>
        <translation>正在回退</translation>
    </message>
    <message>
        <source>Taken back</source>
        <comment>node step</comment>
        <translation>已回退</translation>
    </message>
    <message>
        <source>Stuck</source>
        <comment>node step</comment>
        <translation>卡住</translation>
    </message>
    <message>
        <source>Baking</source>
        <comment>wave</comment>
        <translation>观察中</translation>
    </message>
    <message>
        <source>Passed</source>
        <comment>wave</comment>
        <translation>已通过</translation>
    </message>
    <message>
        <source>Direct</source>
        <comment>strategy</comment>
        <translation>直接</translation>
    </message>
    <message>
        <source>Rolling</source>
        <comment>strategy</comment>
        <translation>滚动</translation>
    </message>
    <message>
        <source>Blue-green</source>
        <comment>strategy</comment>
        <translation>蓝绿</translation>
    </message>
    <message>
        <source>Canary</source>
        <comment>strategy</comment>
        <translation>金丝雀</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>错误率</translation>
    </message>
    <message>
        <source>Mean latency</source>
        <translation>平均延迟</translation>
    </message>
    <message>
        <source>p99 latency</source>
        <translation>p99 延迟</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Pause</source>
        <comment>verb</comment>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <comment>verb</comment>
        <translation>继续</translation>
    </message>
    <message>
        <source>Promote</source>
        <comment>verb</comment>
        <translation>推进</translation>
    </message>
    <message>
        <source>Promote fully</source>
        <comment>verb</comment>
        <translation>全部推进</translation>
    </message>
    <message>
        <source>Skip node</source>
        <comment>verb</comment>
        <translation>跳过节点</translation>
    </message>
    <message>
        <source>Abort</source>
        <comment>verb</comment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <comment>verb</comment>
        <translation>重试失败项</translation>
    </message>
    <message>
        <source>Roll back</source>
        <comment>verb</comment>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Accept as it is</source>
        <comment>verb</comment>
        <translation>按现状接受</translation>
    </message>
    <message>
        <source>Viewer</source>
        <comment>role</comment>
        <translation>查看者</translation>
    </message>
    <message>
        <source>Deployer</source>
        <comment>role</comment>
        <translation>部署者</translation>
    </message>
    <message>
        <source>Approver</source>
        <comment>role</comment>
        <translation>审批者</translation>
    </message>
    <message>
        <source>Administrator</source>
        <comment>role</comment>
        <translation>管理员</translation>
    </message>
    <message>
        <source>untouched nodes, same time</source>
        <translation>同一时间未变更的节点</translation>
    </message>
    <message>
        <source>last wave with untouched nodes (weak)</source>
        <translation>最后一个有未变更节点的波次（弱）</translation>
    </message>
    <message>
        <source>the same nodes before the rollout (weak)</source>
        <translation>发布前的相同节点（弱）</translation>
    </message>
    <message>
        <source>no baseline</source>
        <translation>无基线</translation>
    </message>
    <message>
        <source>Development</source>
        <comment>environment</comment>
        <translation>开发</translation>
    </message>
    <message>
        <source>QA</source>
        <comment>environment</comment>
        <translation>测试</translation>
    </message>
    <message>
        <source>Staging</source>
        <comment>environment</comment>
        <translation>预发布</translation>
    </message>
    <message>
        <source>Production</source>
        <comment>environment</comment>
        <translation>生产</translation>
    </message>
    <message>
        <source>Deployment submitted</source>
        <translation>已提交部署</translation>
    </message>
    <message>
        <source>Deployment started</source>
        <translation>部署已开始</translation>
    </message>
    <message>
        <source>Deployment ended</source>
        <translation>部署已结束</translation>
    </message>
    <message>
        <source>Paused by a person</source>
        <translation>由人员暂停</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>Promoted</source>
        <translation>已推进</translation>
    </message>
    <message>
        <source>Promoted fully</source>
        <translation>已全部推进</translation>
    </message>
    <message>
        <source>Node skipped</source>
        <translation>已跳过节点</translation>
    </message>
    <message>
        <source>Abort requested</source>
        <translation>请求中止</translation>
    </message>
    <message>
        <source>Retry of failed nodes</source>
        <translation>重试失败节点</translation>
    </message>
    <message>
        <source>Rollback requested</source>
        <translation>请求回滚</translation>
    </message>
    <message>
        <source>Accepted as it is</source>
        <translation>已按现状接受</translation>
    </message>
    <message>
        <source>Approval requested</source>
        <translation>已申请审批</translation>
    </message>
    <message>
        <source>Vote cast</source>
        <translation>已投票</translation>
    </message>
    <message>
        <source>Approval decided</source>
        <translation>审批已决定</translation>
    </message>
    <message>
        <source>Approval expired</source>
        <translation>审批已过期</translation>
    </message>
    <message>
        <source>Lead taken</source>
        <translation>已取得主导</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>Orchestrator</source>
        <translation>编排代理</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>Hand-over requested</source>
        <translation>已要求移交</translation>
    </message>
    <message>
        <source>Token for nodes made</source>
        <translation>已生成节点令牌</translation>
    </message>
    <message>
        <source>Node revoked</source>
        <translation>节点已吊销</translation>
    </message>
    <message>
        <source>Rollback started</source>
        <translation>已开始回滚</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>需要人工处理</translation>
    </message>
    <message>
        <source>Paused by the rollout</source>
        <translation>由发布过程暂停</translation>
    </message>
    <message>
        <source>Pause ended</source>
        <translation>暂停结束</translation>
    </message>
    <message>
        <source>Wave started</source>
        <translation>波次已开始</translation>
    </message>
    <message>
        <source>Wave passed</source>
        <translation>波次已通过</translation>
    </message>
    <message>
        <source>Bake started</source>
        <translation>观察已开始</translation>
    </message>
    <message>
        <source>Wave judged</source>
        <translation>波次已评判</translation>
    </message>
    <message>
        <source>Stage changed</source>
        <translation>阶段已变更</translation>
    </message>
    <message>
        <source>Check finished</source>
        <translation>检查已完成</translation>
    </message>
    <message>
        <source>Node told to change</source>
        <translation>已通知节点变更</translation>
    </message>
    <message>
        <source>Node answered</source>
        <translation>节点已应答</translation>
    </message>
    <message>
        <source>Node stayed healthy</source>
        <translation>节点保持健康</translation>
    </message>
    <message>
        <source>Node failed</source>
        <translation>节点失败</translation>
    </message>
    <message>
        <source>Node stuck</source>
        <translation>节点卡住</translation>
    </message>
    <message>
        <source>Node left out</source>
        <translation>节点已略过</translation>
    </message>
    <message>
        <source>Command to a node taken back</source>
        <translation>已撤回发给节点的命令</translation>
    </message>
    <message>
        <source>Nodes joined</source>
        <translation>有节点加入</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>Commands made void</source>
        <translation>命令已作废</translation>
    </message>
    <message>
        <source>Trust document published</source>
        <translation>信任文档已发布</translation>
    </message>
    <message>
        <source>untouched nodes are calm</source>
        <translation>未变更的节点平稳</translation>
    </message>
    <message>
        <source>untouched nodes vary: more evidence is asked for</source>
        <translation>未变更的节点有波动：要求更多证据</translation>
    </message>
    <message>
        <source>untouched nodes are restless: waiting</source>
        <translation>未变更的节点不稳：等待中</translation>
    </message>
    <message>
        <source>Policy set</source>
        <translation>已设置策略</translation>
    </message>
</context>
<context>
    <name>hotswap::ui::ConsoleSession</name>
    <message>
        <source>Fleet</source>
        <translation>机群</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>New deployment</source>
        <translation>新建部署</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>切换深色与浅色</translation>
    </message>
    <message>
        <source>Next language</source>
        <translation>下一种语言</translation>
    </message>
    <message>
        <source>Act as the next person</source>
        <translation>切换为下一人</translation>
    </message>
    <message>
        <source>Go to what waits for a person</source>
        <translation>转到等待人工处理的事项</translation>
    </message>
    <message>
        <source>Coordination</source>
        <translation>协调</translation>
    </message>
    <message>
        <source>Enrolment of nodes</source>
        <translation>节点注册</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
</context>
</TS>
